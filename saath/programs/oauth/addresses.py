"""Where an app may be sent back to. Pure."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from saath.programs.models.admission import LONGEST_ADDRESS

MOST_ADDRESSES = 10
# RFC 3986: what may stand in an address, with nothing that a browser reads otherwise than we do (backslash, blank, controls).
WRITTEN = re.compile(r"[A-Za-z0-9._~:/?@!$&'()*+,;=%\[\]-]+")
# The host stands in a policy of our page, so it holds nothing but the letters of a host.
_PORT_AND_REST = r"(?::[1-9]\d{0,4})?(?:[/?]|$)"
ON_THE_WEB = re.compile(
    r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]" + _PORT_AND_REST
)
# RFC 8252, 8.3: the address itself, for somebody else may answer to the name "localhost".
HERE = re.compile(r"http://(?:127\.0\.0\.1|\[::1\])" + _PORT_AND_REST)
# RFC 8252, 7.1: a scheme of an app's own is a domain backwards, so it has a dot.
OWN_SCHEME = re.compile(r"[a-z][a-z0-9+-]*(?:\.[a-z0-9+-]+)+")


def is_good_return(address: str) -> bool:
    """Tell whether an app may be sent back there: https, this very machine, or a scheme of the app's own (RFC 8252).

    No fragment, no user, no star: addresses are compared letter by letter (RFC 9700, 2.1).
    """
    if len(address) > LONGEST_ADDRESS or not WRITTEN.fullmatch(address) or "*" in address:
        return False
    if ON_THE_WEB.match(address) or HERE.match(address):
        return True
    scheme, _colon, rest = address.partition(":")
    return bool(OWN_SCHEME.fullmatch(scheme)) and rest.startswith("/")


def home_of(address: str) -> str:
    """Return what a person is told of an address: the host, or the scheme of an app on the device."""
    parts = urlsplit(address)
    return parts.hostname or f"{parts.scheme}:"


def source_of(address: str) -> str:
    """Return an address as a source of a Content-Security-Policy: its origin, or its scheme."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}" if parts.scheme in ("https", "http") else f"{parts.scheme}:"
