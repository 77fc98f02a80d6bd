"""Which servers a domain lets send for it (SPF, RFC 7208), as far as its owner has to know."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from saath.channels.email.dns_records import Lookup

MAX_LOOKUPS = 10  # RFC 7208, 4.6.4
_STOP_AFTER = 40
_SPF = re.compile(r"v=spf1(\s|$)", re.IGNORECASE)
_ALL = re.compile(r"[+?~-]?all", re.IGNORECASE)

Network = IPv4Network | IPv6Network


@dataclass
class Reach:
    """What a policy allows: `domains` that it includes, `networks`, and how many look-ups that takes.

    `lost` are included domains without a policy of their own (an error, 5.2); `is_open` lets everybody send.
    """

    lookups: int = 0
    domains: set[str] = field(default_factory=set)
    networks: list[Network] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    is_open: bool = False

    def holds(self, address: str) -> bool:
        """Whether a server at this IP address may send."""
        found = ip_address(address)
        return any(found.version == each.version and found in each for each in self.networks)


def policies(records: Sequence[str]) -> list[str]:
    """Return those of a name's TXT records that are SPF."""
    return [record for record in records if _SPF.match(record)]


def reach_of(record: str, domain: str, look_up: Lookup) -> Reach:
    """Follow a policy through everything that it includes. Raises DnsSilent."""
    reach = Reach()
    _follow(record, domain, look_up, reach)
    return reach


def with_terms(records: Sequence[str], terms: Sequence[str]) -> str:
    """Return one policy that allows what these allow and these terms besides; a softer end wins over a stricter.

    Where neither names anybody it is '': a policy of nothing would call all mail of the domain forged.
    """
    if not (records or terms):
        return ""
    words = [word for record in records for word in record.split()[1:]]
    ends = [word for word in words if _ALL.fullmatch(word)] or ["~all"]
    end = "~all" if len(set(ends)) > 1 or ends[0].lower() in ("all", "+all") else ends[0]
    kept = [word for word in words if not _ALL.fullmatch(word)]
    return " ".join(dict.fromkeys(["v=spf1", *terms, *kept, end]))


def _follow(record: str, domain: str, look_up: Lookup, reach: Reach) -> None:
    words = record.lower().split()[1:]
    has_end = any(_ALL.fullmatch(word) for word in words)
    for word in words:
        if reach.lookups > _STOP_AFTER:
            return
        sign, term = (word[0], word[1:]) if word[0] in "+-~?" else ("+", word)
        if term == "all":
            reach.is_open = reach.is_open or sign == "+"
        elif term.startswith("redirect=") and not has_end:
            _include(term[9:], look_up, reach)
        elif sign == "+":
            _allow(term, domain, look_up, reach)


def _allow(term: str, domain: str, look_up: Lookup, reach: Reach) -> None:
    name, _, rest = term.partition(":")
    if name == "include":
        _include(rest, look_up, reach)
    elif name in ("ip4", "ip6"):
        with suppress(ValueError):
            reach.networks.append(ip_network(rest, strict=False))
    elif name.partition("/")[0] in ("a", "mx"):
        host = rest.partition("/")[0] or domain
        reach.lookups += 1
        if "%" not in host:
            _allow_hosts(host, name.partition("/")[0], look_up, reach)
    elif name in ("ptr", "exists"):
        reach.lookups += 1


def _allow_hosts(host: str, kind: str, look_up: Lookup, reach: Reach) -> None:
    hosts = [host]
    if kind == "mx":
        hosts = [record.split()[-1].rstrip(".") for record in look_up(host, "MX")][:MAX_LOOKUPS]
    for each in hosts:
        reach.networks += [ip_network(address) for address in addresses_of(each, look_up)]


def _include(domain: str, look_up: Lookup, reach: Reach) -> None:
    reach.lookups += 1
    if domain in reach.domains or "%" in domain:
        return
    reach.domains.add(domain)
    found = policies(look_up(domain, "TXT"))
    if len(found) == 1:
        _follow(found[0], domain, look_up, reach)
    else:
        reach.lost.append(domain)


def addresses_of(host: str, look_up: Lookup) -> list[str]:
    """Return a host's IP addresses. Raises DnsSilent."""
    found = [*look_up(host, "A"), *look_up(host, "AAAA")]
    return [address for address in found if _is_address(address)]


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
