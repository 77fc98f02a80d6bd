"""Whether an address that a shop enters may be called; where its name leads is checked at each call."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.network_addresses import is_public_address
from saath.core.outside import AddressRefused, is_listed

MOST = 2000
# What RFC 3986 lets stand in an address.
_PLAIN = re.compile(r"[!#-;=?-\[\]_a-z~]+")


def checked_address(written: str) -> str:
    """Return an address as it is called: https, or http to a host that the owner of this installation has listed.

    Raises `BadInput` for anything else, and for names, passwords and fragments in it.
    """
    address = written.strip()
    parts = urlsplit(address) if _may_be(address) else None
    if parts is None or not parts.hostname or parts.username or parts.password or parts.fragment:
        raise BadInput(_("Enter a whole address such as https://shop.example/saath."), field="url")
    if not is_listed(parts.hostname):
        if parts.scheme != "https":
            raise BadInput(_("The address has to begin with https://."), field="url")
        if _is_private(parts.hostname):
            raise BadInput(AddressRefused.message, what_to_do=AddressRefused.what_to_do, field="url")
    return address


def _may_be(address: str) -> bool:
    if len(address) > MOST or not _PLAIN.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.port != 0
    except ValueError:
        return False


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return not is_public_address(str(ip_address(host)))
    except ValueError:
        return False
