"""What a person does about a domain: have it checked, make a key, have tags tried or say how it is."""

from __future__ import annotations

from collections.abc import Sequence

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.channels.email.dkim_sign import KeyPair
from saath.conversations.models import ChannelAccount
from saath.core.clock import now
from saath.core.secrets import encrypt
from saath.jobs import enqueue
from saath.sending import rules
from saath.sending.actions.findings import take_in_domain
from saath.sending.events import KEY_MADE, OUTLET_CHANGED
from saath.sending.jobs import check_domain, probe_plus
from saath.sending.models import DkimKey, MailDomain, Outlet
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def ask_dns(actor: Actor, *, name: str) -> MailDomain:
    """Have a domain checked now. Raises `Forbidden`."""
    actor.require("store.settings")
    domain = take_in_domain(actor, name=name)
    domain.is_checking = True
    domain.save(update_fields=["is_checking"])
    enqueue(check_domain, domain.pk, key=f"check domain {domain.pk}")
    return domain


@action
def keep_keys(actor: Actor, *, name: str, pairs: Sequence[KeyPair]) -> list[DkimKey]:
    """Take new keys (see `dkim_sign.new_key_pairs`) into use for a domain. Raises `Forbidden`.

    Each signs when DNS shows its record; until then an older one of its kind goes on. Keys that still wait are thrown away.
    """
    actor.require("store.settings")
    domain = take_in_domain(actor, name=name)
    MailDomain.objects.select_for_update().get(pk=domain.pk)
    taken = list(domain.keys.values_list("selector", flat=True))
    domain.keys.filter(state=DkimKey.State.WAITING).delete()
    keys = [_keep(domain, pair, taken) for pair in pairs]
    for key in keys:
        emit(actor, KEY_MADE, subject=key)
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail={"changed": ["signing key"]})
    return keys


def _keep(domain: MailDomain, pair: KeyPair, taken: Sequence[str]) -> DkimKey:
    return DkimKey.objects.create(
        domain=domain,
        selector=rules.selector_for(now(), taken, algorithm=pair.algorithm),
        algorithm=pair.algorithm,
        private=encrypt(pair.private),
        public=pair.public,
    )


@action
def test_plus(actor: Actor, account: ChannelAccount) -> None:
    """Send a mail from an address to itself with a tag, and see whether it arrives. Raises `Forbidden`."""
    actor.require("store.settings")
    outlet, _is_new = Outlet.objects.select_for_update().get_or_create(account=account)
    outlet.plus, outlet.probe, outlet.probed_at = Outlet.Plus.ASKED, "", now()
    outlet.save(update_fields=["plus", "probe", "probed_at"])
    enqueue(probe_plus, outlet.pk, key=f"probe {outlet.pk}")
    emit(actor, OUTLET_CHANGED, subject=outlet, changed=["plus"])


@action
def say_plus(actor: Actor, account: ChannelAccount, *, works: bool) -> None:
    """Say oneself whether mail to the address with a tag arrives. Raises `Forbidden`."""
    actor.require("store.settings")
    outlet, _is_new = Outlet.objects.select_for_update().get_or_create(account=account)
    outlet.plus, outlet.probe = (Outlet.Plus.WORKS if works else Outlet.Plus.FAILS), ""
    outlet.save(update_fields=["plus", "probe"])
    emit(actor, OUTLET_CHANGED, subject=outlet, changed=["plus"])
