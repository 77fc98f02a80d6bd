"""Where a shop's pages are reached: the desk under a name that no other kind of page has."""

from collections.abc import Mapping
from ipaddress import ip_address

from django.utils.translation import gettext_lazy as _

SHARED_NAME = _(
    "The desk has the same name as the pages for shoppers or files, which could then read its sign-in."
)
OWN_NAME = _("Give the desk a name of its own, such as desk.example.in. A port of its own is not enough.")

# On one machine: it has two names.
_OTHER_NAME = {"localhost": "127.0.0.1", "127.0.0.1": "localhost"}


def desk_shares_its_name(hosts: Mapping[str, str]) -> bool:
    """Whether shopper or content pages would get the desk's cookies, which know no port (RFC 6265 section 8.5)."""
    others = {_name(host) for purpose, host in hosts.items() if purpose != "staff"}
    return _name(hosts.get("staff", "")) in others


def default_hosts(staff_host: str) -> dict[str, str]:
    """Propose hosts for the three kinds of pages: subdomains, on this machine its other name; ports follow the desk's.

    A number such as 192.0.2.7 has no subdomain: there whoever opens the shop has to name others.
    """
    name, _colon, port = staff_host.partition(":")
    one_name = _OTHER_NAME.get(name) or (name if _is_number(name) else "")
    if not port.isdigit():
        return {"staff": staff_host, "shopper": f"help.{name}", "content": f"files.{name}"}
    return {
        "staff": staff_host,
        "shopper": f"{one_name or f'help.{name}'}:{int(port) + 1}",
        "content": f"{one_name or f'files.{name}'}:{int(port) + 2}",
    }


def _is_number(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    return host.lower().partition(":")[0].rstrip(".")
