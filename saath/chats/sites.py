"""The sites on which a shop has its chat, as a browser names them (RFC 6454): scheme, host and port. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

import idna
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput

MOST_SITES = 20
USUAL_PORT = 443
# A browser takes what comes from its own machine for safe without https (W3C Secure Contexts, 3.1).
OWN_MACHINE = frozenset({"localhost", "127.0.0.1"})


def read_sites(lines: str) -> list[str]:
    """Return the origins of what a person wrote, one a line, each once. Raises `BadInput`, which names the line."""
    sites = list(dict.fromkeys(origin_of(line) for line in lines.split() if line))
    if len(sites) > MOST_SITES:
        raise BadInput(_("Name %(n)d sites at most.") % {"n": MOST_SITES}, field="sites")
    return sites


def origin_of(written: str) -> str:
    """Return the origin of an address as it stands in the bar of a browser; https is added where none is named.

    What follows the host is left away. Raises `BadInput` for what is no site, or is not safe.
    """
    text = written.strip().rstrip(",;")
    parts = _split(text if "://" in text else f"https://{text}", written)
    host = _ascii(parts.hostname or "", written)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in OWN_MACHINE):
        raise BadInput(
            _("%(site)s is not safe: a site begins with https://.") % {"site": written}, field="sites"
        )
    if not _is_host(host) or parts.username is not None:
        raise _no_site(written)
    port = _port(parts, written)
    return f"{parts.scheme}://{host}{port}"


def _split(text: str, written: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError as error:
        raise _no_site(written) from error


def _port(parts: SplitResult, written: str) -> str:
    try:
        port = parts.port
    except ValueError as error:
        raise _no_site(written) from error
    is_usual = port is None or (parts.scheme, port) in {("https", USUAL_PORT), ("http", 80)}
    return "" if is_usual else f":{port}"


def _ascii(host: str, written: str) -> str:
    """Return the name as it goes over the wire (RFC 5891); raises `BadInput` for a star, a blank and the like."""
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise _no_site(written) from error


def _is_host(host: str) -> bool:
    """Tell whether it is a name with a dot, or this machine; an address of numbers is none."""
    return host in OWN_MACHINE or ("." in host and not host.rpartition(".")[2].isdigit())


def sites_as_lines(sites: Iterable[str]) -> str:
    """Return the sites as a person edits them, one a line."""
    return "\n".join(sites)


def _no_site(written: str) -> BadInput:
    return BadInput(
        _("%(site)s is no address of a site. Write it like https://www.shop.in.") % {"site": written},
        field="sites",
    )
