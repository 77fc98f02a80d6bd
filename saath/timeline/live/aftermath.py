"""What a process does soon after something happened in a store, on a thread that may ask the database.

Every web process does it: what streams are told for those stores of which customers watch by a stream of its own, the
rest for every store. However much happens, it is done once in `PAUSE_SECONDS`. It may be lost with the process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from saath.timeline.live.threads import DatabaseThreads

PAUSE_SECONDS = 1.5

log = structlog.get_logger(__name__)
Work = Callable[[frozenset[int]], None]
_works: list[Work] = []
_works_anywhere: list[Work] = []


def soon_after(work: Work) -> None:
    """Call `work` with the ids of the stores in which something has happened while customers watch."""
    _works.append(work)


def soon_after_anything(work: Work) -> None:
    """Call `work` with the ids of the stores in which something has happened, whoever watches."""
    _works_anywhere.append(work)


def after_no_more(work: Work) -> None:
    """Undo `soon_after` and `soon_after_anything`."""
    for works in (_works, _works_anywhere):
        if work in works:
            works.remove(work)


class Aftermath:
    """The stores in which something happened since they were looked at last. It is told and goes on one event loop."""

    def __init__(self, *, is_anywhere: bool = False) -> None:
        self._works = _works_anywhere if is_anywhere else _works
        self._stores: set[int] = set()
        self._woken = asyncio.Event()

    def note(self, store_id: int) -> None:
        """Remember that something happened in a store."""
        self._stores.add(store_id)
        self._woken.set()

    async def go(self, threads: DatabaseThreads, *, pause_seconds: float = PAUSE_SECONDS) -> None:
        """Do all that was asked for, until cancelled; what fails is done with what happens next, and holds up nothing else."""
        while True:
            await self._woken.wait()
            await asyncio.sleep(pause_seconds)
            self._woken.clear()
            stores, self._stores = frozenset(self._stores), set()
            for work in tuple(self._works):
                try:
                    await threads.run(work, stores)
                except Exception as error:
                    log.error("aftermath_failed", error=type(error).__qualname__)
