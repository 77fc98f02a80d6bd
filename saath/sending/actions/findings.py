"""What test mails and questions to DNS found, written down."""

from __future__ import annotations

from collections.abc import Mapping

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.sending.events import DOMAIN_CHECKED, PLUS_TESTED, WAY_TRIED
from saath.sending.models import FORMER, DkimKey, MailDomain, Outlet, WayOut
from saath.sending.rules import Reason, Verdict
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

# DNS answered, and what it says makes our signatures worthless.
_BREAKS_SIGNING = frozenset({Reason.MISSING, Reason.OTHER_KEY, Reason.REVOKED, Reason.DOUBLED})


@action
def record_trial(actor: Actor, way: WayOut, *, trouble: str = "", detail: str = "") -> None:
    """Write down how a test mail fared. Raises NotFound where the way was removed meanwhile."""
    fresh = WayOut.objects.select_for_update(of=("self",)).filter(pk=way.pk).first()
    if fresh is None:
        raise NotFound
    fresh.state = WayOut.State.FAILS if trouble else WayOut.State.WORKS
    fresh.trouble, fresh.detail, fresh.tried_at = trouble, detail[:200], now()
    if not trouble:
        fresh.former_host, fresh.former_port, fresh.former_security, fresh.former_secret = "", None, "", ""
    fresh.save(update_fields=["state", "trouble", "detail", "tried_at", *FORMER])
    emit(actor, WAY_TRIED, subject=fresh)


@action
def take_in_domain(actor: Actor, *, name: str) -> MailDomain:
    """Return the row of a domain from which the store writes."""
    domain, _is_new = MailDomain.objects.get_or_create(name=name)
    return domain


@action
def keep_verdicts(
    actor: Actor, domain: MailDomain, *, verdicts: Mapping[str, Verdict], keys: Mapping[str, Verdict]
) -> None:
    """Write down what DNS says. A key whose record is there signs from now on and retires the one of its kind before it."""
    fresh = MailDomain.objects.select_for_update().get(pk=domain.pk)
    fresh.verdicts = {name: verdict.as_row() for name, verdict in verdicts.items()}
    fresh.verdicts |= {f"dkim {selector}": verdict.as_row() for selector, verdict in keys.items()}
    fresh.is_checking, fresh.checked_at = False, now()
    fresh.save(update_fields=["verdicts", "is_checking", "checked_at"])
    for key in fresh.keys.exclude(state=DkimKey.State.RETIRED).order_by("pk"):
        _turn(fresh, key, keys.get(key.selector))
    emit(actor, DOMAIN_CHECKED, subject=fresh)


@action
def keep_plus(actor: Actor, outlet: Outlet, *, plus: str, probe: str = "") -> None:
    """Write down whether mail to an address with a tag arrives."""
    fresh = Outlet.objects.select_for_update(of=("self",)).get(pk=outlet.pk)
    if fresh.plus != Outlet.Plus.ASKED:
        return  # a person has said it meanwhile
    fresh.plus, fresh.probe = plus, probe
    fresh.save(update_fields=["plus", "probe"])
    emit(actor, PLUS_TESTED, subject=fresh, changed=["plus"])


def _turn(domain: MailDomain, key: DkimKey, verdict: Verdict | None) -> None:
    if verdict is None:
        return
    if key.state == DkimKey.State.WAITING and verdict.reason == Reason.RIGHT:
        for older in domain.keys.filter(state=DkimKey.State.SIGNING, algorithm=key.algorithm):
            _change(older, DkimKey.State.RETIRED, private="")
        _change(key, DkimKey.State.SIGNING)
    elif key.state == DkimKey.State.SIGNING and verdict.reason in _BREAKS_SIGNING:
        _change(key, DkimKey.State.WAITING)


def _change(key: DkimKey, state: str, private: str | None = None) -> None:
    key.state, key.changed_at = state, now()
    if private is not None:
        key.private = private
    key.save(update_fields=["state", "changed_at", "private"])
