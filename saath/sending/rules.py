"""What DNS should say of a domain from which a shop writes, and whether it does. Pure but for `look_up`, which is given."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from saath.channels.email.dkim_sign import Algorithm
from saath.channels.email.dns_records import DnsSilent, Lookup
from saath.channels.email.spf import MAX_LOOKUPS, Reach, addresses_of, policies, reach_of, with_terms

# After a change a server may keep a mail of the old key for days, and its receivers ask for that key.
RECORD_STAYS = timedelta(days=7)
PROBE_ARRIVES_WITHIN = timedelta(minutes=15)
DMARC_AT_FIRST = "v=DMARC1; p=none"

# What the help pages of those who send for others ask for, by the end of the server's name.
SPF_OF_SERVERS = {
    "gmail.com": "include:_spf.google.com",
    "googlemail.com": "include:_spf.google.com",
    "office365.com": "include:spf.protection.outlook.com",
    "outlook.com": "include:spf.protection.outlook.com",
    "mailgun.net": "include:mailgun.org",
    "mailgun.org": "include:mailgun.org",
    "brevo.com": "include:spf.brevo.com",
    "zoho.in": "include:zoho.in",
    "zoho.com": "include:zoho.com",
    "hostinger.com": "include:_spf.mail.hostinger.com",
    "secureserver.net": "include:secureserver.net",
    "amazonaws.com": "include:amazonses.com",
}


class Reason(StrEnum):
    """What is the case with a record."""

    RIGHT = "right"
    MISSING = "missing"
    SILENT = "silent"
    SEVERAL = "several"
    NOT_LISTED = "not_listed"
    LOOKUPS = "lookups"
    LOST = "lost"
    OPEN = "open"
    OTHER_KEY = "other_key"
    REVOKED = "revoked"
    DOUBLED = "doubled"
    POLICY = "policy"
    INHERITED = "inherited"
    NO_MAIL = "no_mail"
    ELSEWHERE = "elsewhere"


GOOD = frozenset({Reason.RIGHT, Reason.INHERITED})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A record as it should be, what was found instead, and why that is not right.

    `wanted` is what to enter, '' where nothing has to change; `detail` is a number or a name that belongs to the reason.
    """

    kind: str
    name: str
    type: str
    reason: str
    wanted: str = ""
    found: tuple[str, ...] = ()
    detail: str = ""

    @property
    def is_good(self) -> bool:
        """Whether nothing has to be done."""
        return self.reason in GOOD

    @property
    def is_known(self) -> bool:
        """Whether DNS answered."""
        return self.reason != Reason.SILENT

    def as_row(self) -> dict[str, object]:
        """Return it as JSON holds it."""
        return asdict(self)

    @classmethod
    def from_row(cls, row: dict[str, object]) -> Verdict:
        """Return what `as_row` gave."""
        found = row.pop("found", ())
        return cls(found=tuple(found), **row)  # type: ignore[arg-type]  # our own row


def spf_term(host: str) -> str:
    """Return by which term a policy allows a server."""
    for end, term in SPF_OF_SERVERS.items():
        if host == end or host.endswith(f".{end}"):
            return term
    return f"a:{host}"


def judge_spf(domain: str, terms: Sequence[str], look_up: Lookup) -> Verdict:
    """Judge a domain's SPF: one policy, that allows our ways out, within ten look-ups."""
    return _silent_or("spf", domain, "TXT", lambda: _spf(domain, terms, look_up))


def _spf(domain: str, terms: Sequence[str], look_up: Lookup) -> Verdict:
    found = policies(look_up(domain, "TXT"))
    if not found:
        return Verdict("spf", domain, "TXT", Reason.MISSING, with_terms([], terms))
    better = with_terms(found, _unsaid(terms, found))
    if len(found) > 1:
        return Verdict("spf", domain, "TXT", Reason.SEVERAL, better, tuple(found))
    reach = reach_of(found[0], domain, look_up)
    reason, detail, wanted = _spf_reason(reach, terms, look_up, better)
    return Verdict("spf", domain, "TXT", reason, wanted, tuple(found), detail)


def _spf_reason(reach: Reach, terms: Sequence[str], look_up: Lookup, better: str) -> tuple[Reason, str, str]:
    missing = [term for term in terms if not _allows(reach, term, look_up)]
    if reach.is_open:
        return Reason.OPEN, "", better
    if reach.lookups > MAX_LOOKUPS:
        return Reason.LOOKUPS, str(reach.lookups), ""
    if reach.lost:
        return Reason.LOST, reach.lost[0], ""
    if missing:
        return Reason.NOT_LISTED, ", ".join(missing), better
    return Reason.RIGHT, "", ""


def _unsaid(terms: Sequence[str], records: Sequence[str]) -> list[str]:
    said = {word.lower() for record in records for word in record.split()}
    return [term for term in terms if term not in said]


def _allows(reach: Reach, term: str, look_up: Lookup) -> bool:
    kind, _, name = term.partition(":")
    if kind == "include":
        return name in reach.domains
    return any(reach.holds(address) for address in addresses_of(name, look_up))


def judge_dkim(name: str, public: str, record: str, look_up: Lookup) -> Verdict:
    """Judge whether DNS publishes this key."""
    return _silent_or("dkim", name, "TXT", lambda: _dkim(name, public, record, look_up), wanted=record)


def _dkim(name: str, public: str, record: str, look_up: Lookup) -> Verdict:
    found = look_up(name, "TXT")
    keys = [_tag(each, "p") for each in found]
    domain = name.partition("._domainkey.")[2]
    reason = Reason.OTHER_KEY
    if public in keys and len(found) == 1 and _kind(found[0]) == _kind(record):
        return Verdict("dkim", name, "TXT", Reason.RIGHT, record)
    if not found:
        is_doubled = bool(look_up(f"{name}.{domain}", "TXT"))
        reason = Reason.DOUBLED if is_doubled else Reason.MISSING
    elif len(found) > 1:
        reason = Reason.SEVERAL
    elif not keys[0] and re.search(r"(?:^|;)\s*p\s*=", found[0]):
        reason = Reason.REVOKED
    return Verdict("dkim", name, "TXT", reason, record, tuple(found))


def _kind(record: str) -> str:
    return _tag(record, "k").lower() or Algorithm.RSA


def _tag(record: str, name: str) -> str:
    found = re.search(rf"(?:^|;)\s*{name}\s*=([^;]*)", record)
    return "".join(found[1].split()) if found else ""


def judge_dmarc(domain: str, look_up: Lookup) -> Verdict:
    """Judge a domain's DMARC policy (RFC 7489, 6.6.3): its own, or that of a domain above it."""
    name = f"_dmarc.{domain}"
    return _silent_or("dmarc", name, "TXT", lambda: _dmarc(domain, name, look_up), wanted=DMARC_AT_FIRST)


def _dmarc(domain: str, name: str, look_up: Lookup) -> Verdict:
    found = _dmarc_records(name, look_up)
    if len(found) > 1:
        return Verdict("dmarc", name, "TXT", Reason.SEVERAL, found[0], tuple(found))
    if found:
        is_said = _tag(found[0], "p").lower() in ("none", "quarantine", "reject")
        reason = Reason.RIGHT if is_said else Reason.POLICY
        return Verdict("dmarc", name, "TXT", reason, "" if is_said else DMARC_AT_FIRST, tuple(found))
    parent = domain.partition(".")[2]
    while "." in parent:
        above = _dmarc_records(f"_dmarc.{parent}", look_up)
        if len(above) == 1:
            return Verdict("dmarc", name, "TXT", Reason.INHERITED, "", tuple(above), parent)
        parent = parent.partition(".")[2]
    return Verdict("dmarc", name, "TXT", Reason.MISSING, DMARC_AT_FIRST)


def _dmarc_records(name: str, look_up: Lookup) -> list[str]:
    return [record for record in look_up(name, "TXT") if re.match(r"v\s*=\s*DMARC1\s*(;|$)", record)]


def judge_mx(domain: str, own_host: str, look_up: Lookup) -> Verdict:
    """Judge where mail for a domain goes. `own_host` is this machine where the shop receives at its own door, else ''."""
    wanted = f"10 {own_host}" if own_host else ""
    return _silent_or("mx", domain, "MX", lambda: _mx(domain, own_host, wanted, look_up), wanted=wanted)


def _mx(domain: str, own_host: str, wanted: str, look_up: Lookup) -> Verdict:
    found = look_up(domain, "MX")
    hosts = [record.split()[-1].rstrip(".").lower() for record in found]
    reason = Reason.RIGHT
    if not found:
        reason = Reason.MISSING
    elif hosts in (["."], [""], ["0"]):
        reason = Reason.NO_MAIL
    elif own_host and not _is_here(hosts, own_host, look_up):
        reason = Reason.ELSEWHERE
    return Verdict("mx", domain, "MX", reason, "" if reason == Reason.RIGHT else wanted, tuple(found))


def _is_here(hosts: Sequence[str], own_host: str, look_up: Lookup) -> bool:
    if own_host in hosts:
        return True
    ours = set(addresses_of(own_host, look_up))
    return any(ours & set(addresses_of(host, look_up)) for host in hosts[:MAX_LOOKUPS])


def _silent_or(
    kind: str, name: str, record_type: str, judge: Callable[[], Verdict], *, wanted: str = ""
) -> Verdict:
    try:
        return judge()
    except DnsSilent as error:
        return Verdict(kind, name, record_type, Reason.SILENT, wanted, detail=str(error))


def has_probe_failed(probed_at: datetime, *, now: datetime) -> bool:
    """Tell whether a mail to ourselves is so long on its way that it will not come."""
    return now - probed_at > PROBE_ARRIVES_WITHIN


def selector_for(at: datetime, taken: Sequence[str], *, algorithm: str = Algorithm.RSA) -> str:
    """Return the name of a new key: the month and, unless it is RSA, its kind, and a letter more where it is taken."""
    base = f"saath{at:%y%m}{'' if algorithm == Algorithm.RSA else 'ed'}"
    names = [base, *(f"{base}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz")]
    return next(name for name in names if name not in taken)
