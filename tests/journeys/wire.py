"""A line to a server that can be cut: a proxy (RFC 9112, 3.2.2) between a program and the shop."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Thread
from urllib.parse import urlsplit

END_OF_HEAD = b"\r\n\r\n"


class Wire:
    """Carries each request on a connection of its own, as long as it is whole."""

    def __init__(self) -> None:
        self._door = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        self._is_whole = True
        Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        """Return its address, for `HTTP_PROXY`."""
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def cut(self) -> None:
        """Break every line, and let none through."""
        with self._lock:
            self._is_whole = False
            for each in self._open:
                _break(each)

    def mend(self) -> None:
        """Let lines through again."""
        self._is_whole = True

    def close(self) -> None:
        """End it."""
        self.cut()
        self._door.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                asking, _address = self._door.accept()
                Thread(target=self._carry, args=(asking,), daemon=True).start()

    def _carry(self, asking: socket.socket) -> None:
        with asking, suppress(OSError, ValueError):
            place, first = _first(asking)
            with socket.create_connection(place) as shop:
                if self._holds(asking, shop):
                    shop.sendall(first)
                    Thread(target=_pass_on, args=(asking, shop), daemon=True).start()
                    _pass_on(shop, asking)

    def _holds(self, *ends: socket.socket) -> bool:
        with self._lock:
            self._open.update(ends)
            return self._is_whole


@contextmanager
def a_wire() -> Iterator[Wire]:
    """Return a line to whatever is asked of it, until the block ends."""
    wire = Wire()
    yield wire
    wire.close()


def _first(asking: socket.socket) -> tuple[tuple[str, int], bytes]:
    """Return where a request goes, and what came of it as its server wants it: one on this connection."""
    came = b""
    while END_OF_HEAD not in came:
        more = asking.recv(65536)
        if not more:
            raise ValueError("nobody asked")
        came += more
    head, _end, body = came.partition(END_OF_HEAD)
    row, *fields = head.split(b"\r\n")
    method, address, version = row.split(b" ")
    parts = urlsplit(address.decode())
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    kept = [each for each in fields if not each.lower().startswith((b"connection:", b"proxy-"))]
    rows = [b" ".join((method, path.encode(), version)), *kept, b"Connection: close"]
    return (parts.hostname or "", parts.port or 80), b"\r\n".join(rows) + END_OF_HEAD + body


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    _break(target)


def _break(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
