"""A hub ends when it is told to, whatever it was about to do."""

from __future__ import annotations

import asyncio

import pytest

from saath.timeline.happening import View
from saath.timeline.live.hub import Hub

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
