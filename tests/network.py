"""Tests talk to this machine only: any other address is refused where a socket is connected or a name looked up."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping
from typing import Any

HERE = {"localhost", "ip6-localhost", "", "0.0.0.0", "::"}  # names of this machine, nothing is bound

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_sendto = socket.socket.sendto
_getaddrinfo = socket.getaddrinfo


class NetworkIsOff(AssertionError):
    """A test tried to reach another machine."""


def is_here(host: object) -> bool:
    """Return whether a host, as given to a socket, is this machine."""
    if host is None or (isinstance(host, str | bytes) and _text(host) in HERE):
        return True
    try:
        return ipaddress.ip_address(_text(host).split("%")[0]).is_loopback
    except ValueError:
        return _text(host).endswith(".localhost")


def close() -> None:
    """Refuse every connection, datagram and name but this machine's."""
    for (place, name), (_, checked) in _DOORS.items():
        setattr(place, name, checked)


def open_again() -> None:
    """Undo `close`."""
    for (place, name), (original, _) in _DOORS.items():
        setattr(place, name, original)


def _checked_connect(self: socket.socket, address: Any) -> None:
    _check(self, address)
    _connect(self, address)


def _checked_connect_ex(self: socket.socket, address: Any) -> int:
    _check(self, address)
    return _connect_ex(self, address)


def _checked_sendto(self: socket.socket, data: bytes, *rest: Any) -> int:
    _check(self, rest[-1])
    return _sendto(self, data, *rest)


def _checked_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    if not is_here(host):
        raise NetworkIsOff(f"a test looked up {host!r}; tests talk to this machine only")
    return _getaddrinfo(host, *args, **kwargs)


def _check(connection: socket.socket, address: Any) -> None:
    if connection.family == socket.AF_UNIX:
        return
    if not is_here(address[0]):
        raise NetworkIsOff(f"a test connected to {address!r}; tests talk to this machine only")


def _text(host: object) -> str:
    return host.decode() if isinstance(host, bytes) else str(host)


_DOORS: Mapping[tuple[Any, str], tuple[Callable[..., Any], Callable[..., Any]]] = {
    (socket.socket, "connect"): (_connect, _checked_connect),
    (socket.socket, "connect_ex"): (_connect_ex, _checked_connect_ex),
    (socket.socket, "sendto"): (_sendto, _checked_sendto),
    (socket, "getaddrinfo"): (_getaddrinfo, _checked_getaddrinfo),
}
