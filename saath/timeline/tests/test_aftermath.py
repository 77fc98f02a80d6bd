"""What follows when something happened in a store of which a customer watches."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import pytest

from saath.tenancy.models import Store
from saath.timeline.happening import View
from saath.timeline.live.admission import Admit, Knock, Watcher
from saath.timeline.live.aftermath import after_no_more, soon_after
from saath.timeline.live.presence import give
from saath.timeline.live.stream import LiveStream
from saath.timeline.live.waiting import Waiting
from saath.timeline.tests.watching import (
    PATIENCE_SECONDS,
    Browser,
    admitting,
    in_thread,
    open_store,
    running_hub,
    tell,
)

CUSTOMER = uuid4()


def customer_of(store: Store, customer: UUID = CUSTOMER) -> Admit:
    """Let whoever knocks in as a customer of a store."""

    def admit(knock: Knock) -> Watcher:
        return Watcher(View(store.pk, "customer", customer), "visitor:1")

    return admit


@pytest.mark.django_db(transaction=True)
async def test_only_stores_of_which_customers_watch_are_looked_at_and_they_are_told() -> None:
    watched, unwatched = await in_thread(open_store), await in_thread(open_store, "other")
    loop, looked = asyncio.get_running_loop(), asyncio.Queue[frozenset[int]]()

    def work(stores: frozenset[int]) -> None:
        loop.call_soon_threadsafe(looked.put_nowait, stores)
        give(Waiting(watched.pk, "c1", str(CUSTOMER), 2, 60))

    soon_after(work)
    try:
        with admitting(customer_of(watched)):
            async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
                await browser.next_named("ready")
                waits = {"conversation": "c1", "place": 2, "seconds": 60}
                # Who comes is seen to, without anything else happening.
                assert await asyncio.wait_for(looked.get(), PATIENCE_SECONDS) == {watched.pk}
                assert await browser.next_named("queue") == waits
                # Who comes after it was told, in another tab or back from a lost line, hears it at once.
                async with Browser(LiveStream(hub)) as later:
                    assert await later.next_named("queue") == waits
                await asyncio.wait_for(looked.get(), PATIENCE_SECONDS)
                await in_thread(tell, unwatched)
                await in_thread(tell, watched)
                assert await asyncio.wait_for(looked.get(), PATIENCE_SECONDS) == {watched.pk}
    finally:
        after_no_more(work)
