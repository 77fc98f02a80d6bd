"""Taking connections in, so that the processes of one Saath have about as many each."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Sized

# Each connection that a process has makes it wait this long for the next: one with fewer is there first.
SECONDS_A_CONNECTION = 0.001
MOST_COUNTED = 8


class Entrance:
    """Takes connections out of a listening socket that several processes share.

    asyncio's own server takes all that wait at once, whatever its process has to do already: of four processes
    one had half of the browsers and one none. A browser keeps its connection for long.
    """

    def __init__(
        self, listening: socket.socket, protocol: Callable[[], asyncio.Protocol], held: Sized
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._listening, self._protocol, self._held = listening, protocol, held
        self._pause: asyncio.TimerHandle | None = None
        self._entering: set[asyncio.Task[object]] = set()
        listening.setblocking(False)
        self._watch()

    def close(self) -> None:
        """Take in nobody any more."""
        if self._pause is not None:
            self._pause.cancel()
        self._loop.remove_reader(self._listening)

    def _watch(self) -> None:
        self._loop.add_reader(self._listening, self._somebody_waits)

    def _somebody_waits(self) -> None:
        counted = min(len(self._held) + len(self._entering), MOST_COUNTED)
        if not counted:
            self._take_one()
            return
        self._loop.remove_reader(self._listening)
        self._pause = self._loop.call_later(counted * SECONDS_A_CONNECTION, self._after_pause, counted)

    def _after_pause(self, most: int) -> None:
        """Take in as many as the pause was long: a crowd at the door must not wait for each other's pauses."""
        for _ in range(most):
            if not self._take_one():
                break
        self._watch()

    def _take_one(self) -> bool:
        try:
            taken, _address = self._listening.accept()
        except OSError:
            # another process was first, or whoever came has gone, or there is no file left to open
            return False
        taken.setblocking(False)
        entering = self._loop.create_task(self._loop.connect_accepted_socket(self._protocol, taken))
        self._entering.add(entering)
        entering.add_done_callback(self._entering.discard)
        return True
