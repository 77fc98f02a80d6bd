"""Asking DNS about a store's domains, and the ledger whether a mail to ourselves came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from saath.channels.base import ChannelError
from saath.channels.email.dns_records import Lookup, look_up, within
from saath.channels.email.transport import is_this_machine
from saath.conversations.models import ChannelAccount, IntakeItem
from saath.conversations.queries.ledger import open_arrived
from saath.core.clock import now
from saath.core.mail_addresses import split_address
from saath.jobs.errors import RetryLater
from saath.mailboxes.models import Mailbox
from saath.sending import rules
from saath.sending.actions.findings import keep_plus, keep_verdicts, take_in_domain
from saath.sending.models import DkimKey, MailDomain, Outlet
from saath.sending.rules import Verdict
from saath.sending.trial import send_probe
from saath.stores.links import staff_origin
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id

CHECKER = Actor.system("DNS check")
LOOKED_AT = 30
HEAD_OCTETS = 65_536
PROBE_SECONDS = 20
# For all records of a domain; what is not answered by then is silent.
DNS_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a domain has to say: `terms` of its SPF, and this machine's name where its mail comes here, else ''."""

    terms: tuple[str, ...]
    own_host: str


def check(domain_id: int, look: Lookup = look_up) -> None:
    """Ask DNS about one domain and write down what it says; keys whose record is there begin to sign."""
    domain = MailDomain.objects.filter(pk=domain_id).first()
    if domain is None:
        return
    keys = list(domain.keys.exclude(state=DkimKey.State.RETIRED).order_by("pk"))
    wanted = wanted_of(domain.name)
    look = within(DNS_SECONDS, look)
    found = {
        "spf": rules.judge_spf(domain.name, wanted.terms, look),
        "dmarc": rules.judge_dmarc(domain.name, look),
        "mx": rules.judge_mx(domain.name, wanted.own_host, look),
    }
    by_key = {key.selector: rules.judge_dkim(key.record_name, key.public, key.record, look) for key in keys}
    keep_verdicts(CHECKER, domain, verdicts=found, keys=by_key)


def check_all(look: Lookup = look_up) -> None:
    """Check every domain of the store, and take in those that are new."""
    for name in domain_names():
        domain = take_in_domain(CHECKER, name=name)
        check(domain.pk, look)


def domain_names() -> list[str]:
    """Return the domains from which the store writes."""
    return list(dict.fromkeys(split_address(account.address)[1] for account in accounts_of()))


def accounts_of(domain: str = "") -> Sequence[ChannelAccount]:
    """Return the store's mail addresses, or those at one domain."""
    found = ChannelAccount.objects.filter(channel="email", is_active=True).order_by("pk")
    return [each for each in found if not domain or split_address(each.address)[1] == domain]


def wanted_of(domain: str) -> Wanted:
    """Return what DNS has to say of a domain, by the ways on which its addresses send and receive."""
    accounts = accounts_of(domain)
    outlets = {
        outlet.account_id: outlet
        for outlet in Outlet.objects.select_related("way").filter(account__in=accounts)
    }
    servers = [_server(outlets.get(account.pk)) for account in accounts]
    terms = tuple(dict.fromkeys(rules.spf_term(server) for server in servers if server))
    is_read_elsewhere = Mailbox.objects.filter(account__in=accounts).exists()
    own_host = "" if is_read_elsewhere or is_this_machine(staff_host()) else staff_host()
    return Wanted(terms, own_host)


def _server(outlet: Outlet | None) -> str:
    if outlet is not None and outlet.way is not None:
        return outlet.way.host
    parts = urlsplit(settings.SMTP_OUT_URL)
    if parts.scheme == "mailbox" or not parts.hostname:
        return ""
    return staff_host() if is_this_machine(parts.hostname) else parts.hostname


def probe(outlet: Outlet) -> None:
    """Send a mail from an address to itself with a tag, once; then look for it until it came or its time is over.

    Raises the jobs' RetryLater while it is on its way.
    """
    if outlet.plus != Outlet.Plus.ASKED:
        return
    asked_at = outlet.probed_at or now()
    if not outlet.probe:
        _send_probe(outlet)
    elif has_come(outlet):
        keep_plus(CHECKER, outlet, plus=Outlet.Plus.WORKS)
        return
    elif rules.has_probe_failed(asked_at, now=now()):
        keep_plus(CHECKER, outlet, plus=Outlet.Plus.FAILS)
        return
    raise RetryLater(PROBE_SECONDS)


def _send_probe(outlet: Outlet) -> None:
    try:
        probe_id = send_probe(outlet.account)
    except ChannelError:
        keep_plus(CHECKER, outlet, plus=Outlet.Plus.UNKNOWN)
        return
    keep_plus(CHECKER, outlet, plus=Outlet.Plus.ASKED, probe=probe_id.hex)


def has_come(outlet: Outlet) -> bool:
    """Tell whether a probe has reached the ledger: among the newest mails of ours that came back."""
    rows = IntakeItem.objects.select_related("raw").filter(
        account=outlet.account_id, created_at__gte=outlet.probed_at
    )
    rows = rows.exclude(source=IntakeItem.Source.SENT_COPY).exclude(state=IntakeItem.State.ACCEPTED)
    needle = UUID(outlet.probe).hex.encode("ascii")
    for item in rows.order_by("-pk")[:LOOKED_AT]:
        with open_arrived(CHECKER, item) as raw:
            if needle in raw.read(HEAD_OCTETS):
                return True
    return False


def verdicts_of(domain: MailDomain) -> dict[str, Verdict]:
    """Return what was found, by record."""
    return {name: Verdict.from_row(dict(row)) for name, row in domain.verdicts.items()}


def staff_host() -> str:
    """Return the name of the store's desk, '' while it has none."""
    return urlsplit(staff_origin(current_store_id())).hostname or ""
