"""What only a process can do that hears signs of life: it is asked again and again, on a thread that may ask the database.

Every web process goes its rounds. Where one is enough, the work itself sees to it that the others do nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import structlog

from saath.timeline.live.threads import DatabaseThreads

# Longer than a colleague's signs are apart: by the first round a new process has heard of everybody.
ROUND_SECONDS = 20.0

log = structlog.get_logger(__name__)
Work = Callable[[], None]
_rounds: list[Work] = []


def every_round(work: Work) -> None:
    """Call `work` every `ROUND_SECONDS` in each process that serves streams, from the first of them on."""
    _rounds.append(work)


def do_no_more(work: Work) -> None:
    """Undo `every_round`."""
    _rounds.remove(work)


async def go_rounds(threads: DatabaseThreads, *, seconds: float = ROUND_SECONDS) -> None:
    """Do all that was asked for, until cancelled; what fails is tried with the next round, and holds up nothing else."""
    while True:
        await asyncio.sleep(seconds)
        for work in tuple(_rounds):
            try:
                await threads.run(work)
            except Exception as error:
                log.error("round_failed", error=type(error).__qualname__)
