"""The sockets that a running Saath listens on."""

from __future__ import annotations

import errno
import resource
import socket
from contextlib import suppress

from django.conf import settings
from django.utils.translation import gettext as _

from saath.core.errors import SaathError

BACKLOG = 2048
PURPOSES = ("staff", "shopper", "content")


class PortTaken(SaathError):
    """Saath cannot listen where it was told to."""


def allow_many_connections() -> None:
    """Let this process and its children hold as many connections as the system grants: each visitor's stream is one.

    What a system gives without being asked is often 1,024.
    """
    _asked, granted = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(ValueError, OSError):  # a system may grant less than it says
        resource.setrlimit(resource.RLIMIT_NOFILE, (granted, granted))


def open_doors(host: str, port: int) -> list[socket.socket]:
    """Listen for the staff on `port`, for shoppers on the next one, for their files on the one after.

    Port 0 takes free ones. Raises `PortTaken`.
    """
    doors: list[socket.socket] = []
    try:
        for offset, _purpose in enumerate(PURPOSES):
            doors.append(_open(host, port + offset if port else 0))
    except PortTaken:
        for door in doors:
            door.close()
        raise
    return doors


def check_free(host: str, port: int) -> None:
    """Make sure that a server may listen there later. Raises `PortTaken`."""
    _open(host, port).close()


def check_mail_doors(host: str, port: int) -> None:
    """Make sure that mail can come in there by SMTP, and by LMTP where that is wanted. Raises `PortTaken`."""
    check_free(host, port)
    if settings.LMTP_IN_PORT:
        check_free(settings.LMTP_IN_HOST, settings.LMTP_IN_PORT)


def _open(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With its protocol named: asyncio sends at once (TCP_NODELAY) only on such a socket, else the second half of each
    # answer waits 40 ms for the browser to acknowledge the first.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(BACKLOG)
    except (OSError, OverflowError) as error:
        door.close()
        raise PortTaken(
            _("Saath cannot listen on port %(port)s of %(host)s: %(reason)s.")
            % {"port": port, "host": host, "reason": _reason(error)},
            what_is_safe=_("Nothing was started and nothing was changed."),
            what_to_do=_("Stop the other program, or choose another port with --port or --smtp-port."),
        ) from error
    door.setblocking(False)
    return door


def _reason(error: Exception) -> str:
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return _("another program uses it")
    if number in (errno.EACCES, errno.EPERM):
        return _("ports below 1024 are for the administrator")
    return str(getattr(error, "strerror", None) or error)
