"""Who takes connections in."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Self, cast

import pytest

from saath.cli.entrance import Entrance

CONNECTIONS = 12


class House(threading.Thread):
    """An event loop of its own with an entrance to a shared socket, as each process has; `held` are its connections."""

    def __init__(self, door: socket.socket) -> None:
        super().__init__(daemon=True)
        self.held: set[Guest] = set()
        self._door, self._is_open = door.dup(), threading.Event()

    def __enter__(self) -> Self:
        self.start()
        assert self._is_open.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._closing.set)
        self.join(10)

    def run(self) -> None:
        """Let visitors in until told to close."""
        with self._door:
            asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._closing = asyncio.get_running_loop(), asyncio.Event()
        entrance = Entrance(self._door, lambda: Guest(self.held), self.held)
        self._is_open.set()
        await self._closing.wait()
        entrance.close()
        for guest in self.held:
            guest.transport.close()
        await asyncio.sleep(0)


class Guest(asyncio.Protocol):
    """A connection: it greets, so that its browser knows that it was let in."""

    transport: asyncio.Transport

    def __init__(self, held: set[Guest]) -> None:
        self._held = held

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._held.add(self)
        self.transport.write(b"in")


@pytest.fixture
def door() -> Iterator[socket.socket]:
    """A socket that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _visit(door: socket.socket) -> socket.socket:
    browser = socket.create_connection(door.getsockname(), timeout=60)
    assert browser.recv(2) == b"in"
    return browser


def test_processes_that_share_a_socket_have_about_as_many_connections_each(door: socket.socket) -> None:
    with House(door) as first, House(door) as second, House(door) as third, ExitStack() as browsers:
        for _ in range(CONNECTIONS):
            browsers.enter_context(_visit(door))
        shares = sorted(len(house.held) for house in (first, second, third))
    assert sum(shares) == CONNECTIONS
    assert shares[0] >= 2, shares


def test_a_single_process_lets_everybody_in(door: socket.socket) -> None:
    with House(door) as house, ExitStack() as browsers:
        for _ in range(CONNECTIONS):
            browsers.enter_context(_visit(door))
        assert len(house.held) == CONNECTIONS


def test_a_closed_entrance_lets_nobody_in(door: socket.socket) -> None:
    with House(door) as house:
        pass
    with socket.create_connection(door.getsockname(), timeout=60) as browser:
        browser.settimeout(0.05)
        with pytest.raises(TimeoutError):
            browser.recv(2)
    assert not house.held
