"""A hub ends when it is told to, whatever it was about to do."""

from __future__ import annotations

import asyncio
from time import time

import pytest

from saath.timeline.happening import View
from saath.timeline.live import hub as hub_module
from saath.timeline.live.batch import Batch
from saath.timeline.live.hub import CLOCK_SECONDS, Hub
from saath.timeline.tests.watching import PATIENCE_SECONDS, in_thread, open_store, running_hub, tell

pytestmark = pytest.mark.django_db(transaction=True)

TURNS = 6
STOP_SECONDS = 3


@pytest.mark.parametrize("turns", range(TURNS))
async def test_hub_that_is_woken_while_it_stops_stops(turns: int) -> None:
    hub = Hub()
    await hub.start()
    await hub.subscribe(View(1, "staff"), last="a cursor that it has to look for")
    hub.wake()
    for _ in range(turns):
        await asyncio.sleep(0)
    async with asyncio.timeout(STOP_SECONDS):
        await hub.stop()


async def test_what_nobody_watches_is_read_for_the_first_who_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "UNWATCHED_SECONDS", 3600)
    store = await in_thread(open_store)
    async with running_hub() as hub:
        before = await hub.subscribe(View(store.pk, "staff"))
        hub.unsubscribe(before)
        began = time()
        told = [await in_thread(tell, store) for _ in range(3)]
        first = await hub.subscribe(View(store.pk, "staff"))
        [batch] = hub.recent(first, age_seconds=time() - began - CLOCK_SECONDS)
    assert all(str(subject) in batch.frame(first.view).decode() for subject in told)
    assert batch.cursor == first.start


async def test_who_watches_waits_for_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "UNWATCHED_SECONDS", 3600)
    store = await in_thread(open_store)
    async with running_hub() as hub:
        stream = await hub.subscribe(View(store.pk, "staff"))
        subject = await in_thread(tell, store)
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not isinstance(batch := await stream.next(), Batch):
                pass
    assert str(subject) in batch.frame(stream.view).decode()
