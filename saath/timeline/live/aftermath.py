"""What a process does soon after something happened in a store of which customers watch, on a thread that may ask the database.

Every web process does it for the streams of its own. However much happens, it is done once in `PAUSE_SECONDS`.
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


def soon_after(work: Work) -> None:
    """Call `work` with the ids of the stores in which something has happened."""
    _works.append(work)


def after_no_more(work: Work) -> None:
    """Undo `soon_after`."""
    _works.remove(work)


class Aftermath:
    """The stores in which something happened since they were looked at last. It is told and goes on one event loop."""

    def __init__(self) -> None:
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
            for work in tuple(_works):
                try:
                    await threads.run(work, stores)
                except Exception as error:
                    log.error("aftermath_failed", error=type(error).__qualname__)
