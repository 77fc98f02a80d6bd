"""One stream's queue between the hub and its browser."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from itertools import count

from saath.timeline.happening import View
from saath.timeline.live.batch import Batch
from saath.timeline.live.waiting import Waiting
from saath.timeline.live.writing import Writing

MOST_WAITING = 200
_numbers = count()


@dataclass(frozen=True, slots=True)
class Beat:
    """A sign of life, with the cursor up to which everything has been queued."""

    cursor: str


@dataclass(frozen=True, slots=True)
class Reset:
    """What was queued is lost: the browser loads its live parts anew and goes on from the cursor."""

    cursor: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Colleagues, by seat, who are elsewhere than they were: where, is asked when it is sent."""

    seats: frozenset[str]


@dataclass(frozen=True, slots=True)
class Wrote:
    """Who writes in a chat, or does no more, the newest of each."""

    writings: tuple[Writing, ...]


@dataclass(frozen=True, slots=True)
class Waited:
    """At which places the watcher waits, the newest of each conversation."""

    waits: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class Visited:
    """Customers, by public id, who have come to their conversation or left it: which, is asked when it is sent."""

    customers: frozenset[str]


Item = Batch | Beat | Reset | Moved | Wrote | Visited | Waited


class Subscription:
    """Holds what a stream has not sent yet. A browser that lets `MOST_WAITING` items wait starts anew."""

    __slots__ = (
        "_is_ended",
        "_items",
        "_moved",
        "_ready",
        "_visited",
        "_waits",
        "_writings",
        "number",
        "start",
        "view",
    )

    def __init__(self, view: View, start: str) -> None:
        self.view = view
        self.start = start
        self.number = next(_numbers)
        self._items: deque[Batch | Beat | Reset] = deque()
        self._moved: set[str] = set()
        self._visited: set[str] = set()
        self._writings: dict[tuple[str, str], Writing] = {}
        self._waits: dict[str, Waiting] = {}
        self._ready = asyncio.Event()
        self._is_ended = False

    def put(self, item: Batch | Beat | Reset) -> None:
        """Queue an item."""
        if len(self._items) >= MOST_WAITING:
            item = Reset(item.cursor)
        if isinstance(item, Reset):
            self._items.clear()
        self._items.append(item)
        self._ready.set()

    def move(self, seat: str) -> None:
        """Let the browser know where a colleague is now; many moves of one are one."""
        self._moved.add(seat)
        self._ready.set()

    def visit(self, customer: str) -> None:
        """Let the browser know whether a customer watches now; coming and going again is one."""
        self._visited.add(customer)
        self._ready.set()

    def write(self, writing: Writing) -> None:
        """Let the browser know that somebody writes, or does no more; the newest of one is enough."""
        self._writings[writing.conversation, writing.name] = writing
        self._ready.set()

    def wait(self, waiting: Waiting) -> None:
        """Let the browser know at which place its watcher waits; the newest one is enough."""
        self._waits[waiting.conversation] = waiting
        self._ready.set()

    def end(self) -> None:
        """Let the stream end now."""
        self._is_ended = True
        self._ready.set()

    async def next(self) -> Item | None:
        """Wait for the next item; None at the end."""
        await self._ready.wait()
        if self._is_ended:
            return None
        item = self._take()
        if not (self._items or self._moved or self._visited or self._writings or self._waits):
            self._ready.clear()
        return item

    def _take(self) -> Item:
        if self._moved:
            seats, self._moved = frozenset(self._moved), set()
            return Moved(seats)
        if self._visited:
            customers, self._visited = frozenset(self._visited), set()
            return Visited(customers)
        if self._items:
            return self._items.popleft()
        if self._waits:
            waits, self._waits = tuple(self._waits.values()), {}
            return Waited(waits)
        writings, self._writings = tuple(self._writings.values()), {}
        return Wrote(writings)
