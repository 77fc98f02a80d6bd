"""Eight writers, two processes' hubs, browsers that break off all the time: each event is seen exactly once."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from uuid import UUID

import pytest

from saath.tenancy.models import Store
from saath.timeline.live.stream import LiveStream
from saath.timeline.tests.watching import (
    Browser,
    admitting,
    in_thread,
    open_store,
    running_hub,
    staff_of,
    tell,
)

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 8
EVENTS_EACH = 60
BROWSERS = 6


def write(store: Store) -> list[UUID]:
    return [tell(store) for _ in range(EVENTS_EACH)]


async def watch(streams: list[LiveStream], since: str, expected: int, dice: random.Random) -> Counter[str]:
    """Watch until `expected` events came, breaking off after every few messages and going on elsewhere."""
    seen: Counter[str] = Counter()
    while seen.total() < expected:
        async with Browser(dice.choice(streams), last_event_id=since) as browser:
            for _ in range(dice.randint(1, 4)):
                name, data = await browser.next()
                assert name != "reset"
                seen.update(event["subject"] for event in data if name == "events")
                if seen.total() >= expected:
                    break
            since = browser.last
    return seen


async def test_each_event_reaches_each_browser_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.timeline.live.stream.CONNECTS_PER_MINUTE", 1_000_000)
    store = await in_thread(open_store)
    with admitting(staff_of(store)):
        async with running_hub() as one, running_hub() as other:
            streams = [LiveStream(one), LiveStream(other)]
            async with Browser(streams[0]) as first:
                await first.next_named("ready")
            writers = [in_thread(write, store) for _ in range(WRITERS)]
            expected = WRITERS * EVENTS_EACH
            browsers = [watch(streams, first.last, expected, random.Random(seed)) for seed in range(BROWSERS)]
            written, *seen = await asyncio.gather(asyncio.gather(*writers), *browsers)
    everything = Counter(str(subject) for subjects in written for subject in subjects)
    for counts in seen:
        assert counts == everything
