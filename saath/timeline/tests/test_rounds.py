"""What is done again and again in each process that serves streams."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from django.db import OperationalError

from saath.timeline.live.rounds import Work, do_no_more, every_round, go_rounds
from saath.timeline.live.threads import DatabaseThreads

PATIENCE_SECONDS = 20


@asynccontextmanager
async def going(work: Work) -> AsyncIterator[None]:
    """Go rounds with this work until the block ends."""
    threads = DatabaseThreads("test", 1)
    every_round(work)
    rounds = asyncio.create_task(go_rounds(threads, seconds=0.001))
    try:
        yield
    finally:
        rounds.cancel()
        await asyncio.gather(rounds, return_exceptions=True)
        do_no_more(work)
        await threads.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError("busy"), ValueError("a mistake")])
async def test_a_round_that_fails_is_gone_again(error: Exception) -> None:
    loop, done, tries = asyncio.get_running_loop(), asyncio.Event(), 0

    def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise error
        loop.call_soon_threadsafe(done.set)

    async with going(work):
        await asyncio.wait_for(done.wait(), PATIENCE_SECONDS)
    assert tries >= 3
