"""Whether a server that a shop names is one outside: asked before anybody connects to it."""

from __future__ import annotations

import re
import socket

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.core.errors import SaathError
from saath.core.network_addresses import is_public_address


class NameUnknown(OSError):
    """There is no address of this name."""


class AddressRefused(SaathError):
    """The address is not public, and the owner has not listed it."""

    message = _("That address belongs to a private network, so we did not call it.")
    what_is_safe = _("Nothing was sent.")
    what_to_do = _("Use a public address, or have it listed by who runs this server.")


def plain_reason(error: Exception) -> str:
    """Return why a line failed, in words: without the number that the operating system gives to it."""
    return re.sub(r"^\[[^\]]*\]\s*", "", str(error))


def is_listed(host: str) -> bool:
    """Tell whether the owner of this installation lets a host of a private network be called."""
    return host in settings.ALLOWED_PRIVATE_HOSTS


def checked_addresses(host: str, port: int) -> list[str]:
    """The IP addresses of `host`. Raises AddressRefused if one is not public and the host is not listed.

    A name that does not resolve raises NameUnknown.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise NameUnknown(str(error)) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not is_listed(host) and not all(map(is_public_address, addresses)):
        raise AddressRefused
    return addresses
