"""A browser watches a shop: what it sees, when it is refused, and that it can always come back."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from saath.tenancy.models import Store
from saath.timeline.epoch import new_epoch
from saath.timeline.happening import View
from saath.timeline.kinds import EventKind
from saath.timeline.live import admission, stream, subscription
from saath.timeline.live.admission import Knock, Refused, Watcher
from saath.timeline.live.hub import Hub
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

SEAT_CLOSED = EventKind("test.seat_closed")


@pytest.fixture
def shop() -> Iterator[Store]:
    """A shop whose staff may watch."""
    store = open_store()
    with admitting(staff_of(store)):
        yield store


async def test_staff_learns_of_an_event(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        subject = await in_thread(tell, shop)
        [event] = await browser.next_named("events")
        assert event["kind"] == "test.shelf_filled"
        assert event["subject"] == str(subject)


async def test_event_of_another_shop_is_not_shown(shop: Store) -> None:
    other = await in_thread(open_store, "other")
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        await in_thread(tell, other)
        ours = await in_thread(tell, shop)
        events = await browser.next_named("events")
        assert [event["subject"] for event in events] == [str(ours)]


async def test_what_was_missed_comes_first_after_a_break(shop: Store) -> None:
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live) as browser:
            await browser.next_named("ready")
        missed = await in_thread(tell, shop)
        async with Browser(live, last_event_id=browser.last) as back:
            [event] = await back.next_named("events")
            assert event["subject"] == str(missed)


async def test_another_process_knows_the_cursor_too(shop: Store) -> None:
    async with running_hub() as first, Browser(LiveStream(first)) as browser:
        await browser.next_named("ready")
    missed = await in_thread(tell, shop)
    async with running_hub() as second, Browser(LiveStream(second), since=browser.last) as back:
        [event] = await back.next_named("events")
        assert event["subject"] == str(missed)


@pytest.mark.parametrize("cursor", ["nonsense", "ZTF-MTc5NTAwMDAwMH4x", "x" * 30_000])
async def test_cursor_that_means_nothing_here_asks_to_load_anew(shop: Store, cursor: str) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub), since=cursor) as browser:
        assert (await browser.next())[0] == "reset"


async def test_restore_resets_every_open_stream_and_every_old_cursor(shop: Store) -> None:
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live) as browser:
            await browser.next_named("ready")
            before = browser.last
            await in_thread(new_epoch)
            hub.wake()
            await browser.next_named("reset")
        async with Browser(live, since=before) as back:
            assert (await back.next())[0] == "reset"


async def test_stranger_is_refused_as_by_a_page(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub), host="elsewhere") as browser:
        assert (await browser.next())[0] == "end"
        assert browser.status == HTTPStatus.NOT_FOUND


async def test_page_of_another_site_is_refused(shop: Store) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    async with running_hub() as hub, Browser(LiveStream(hub), **headers) as browser:
        assert (await browser.next())[0] == "end"
        assert browser.status == HTTPStatus.FORBIDDEN


async def test_one_person_opens_only_so_many_streams(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "MOST_STREAMS_OF_ONE", 1)
    async with running_hub() as hub:
        live = LiveStream(hub)
        async with Browser(live) as first:
            await first.next_named("ready")
            async with Browser(live) as second:
                assert (await second.next())[0] == "end"
                assert second.status == HTTPStatus.TOO_MANY_REQUESTS
        async with Browser(live) as third:
            await third.next_named("ready")
        assert hub.open_streams == 0


async def test_streams_that_come_at_once_do_not_all_find_the_last_place(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST_STREAMS_OF_ONE", 2)
    async with running_hub() as hub:
        live = LiveStream(hub)
        browsers = [Browser(live) for _ in range(8)]
        firsts = [(await browser.next())[0] for browser in browsers]
        assert (firsts.count("presence"), firsts.count("end"), hub.open_streams) == (2, 6, 2)
        for browser in browsers:
            await browser.leave()
        async with Browser(live) as later:
            await later.next_named("ready")


async def test_a_stream_that_finds_no_database_takes_no_place(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "MOST_STREAMS_OF_ONE", 1)
    hub = Hub()
    live = LiveStream(hub)
    with monkeypatch.context() as soon:
        soon.setattr("saath.timeline.live.hub.READY_SECONDS", 0.01)
        async with Browser(live) as early:
            assert (await early.next())[0] == "end"
            assert early.status == HTTPStatus.SERVICE_UNAVAILABLE
    await hub.start()
    async with Browser(live) as later:
        await later.next_named("ready")
    await hub.stop()


async def test_who_knocks_too_often_waits(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "CONNECTS_PER_MINUTE", 0)
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        assert (await browser.next())[0] == "end"
        assert browser.status == HTTPStatus.TOO_MANY_REQUESTS


async def test_stream_of_a_revoked_colleague_ends_before_it_shows_anything_more(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    seats = {"shop"}

    def admit(knock: Knock) -> Watcher:
        if knock.host not in seats:
            raise Refused(HTTPStatus.FORBIDDEN)
        return Watcher(View(shop.pk, "staff"), "member:1")

    monkeypatch.setattr(admission, "_touches_rights", {SEAT_CLOSED.name})
    with admitting(admit):
        async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
            await browser.next_named("ready")
            seats.clear()
            await in_thread(tell, shop, SEAT_CLOSED)
            await in_thread(tell, shop)
            assert (await browser.next())[0] == "end"


async def test_browser_that_is_too_slow_loads_anew_and_goes_on(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subscription, "MOST_WAITING", 2)
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        async with Browser(LiveStream(hub)) as witness:
            await witness.next_named("ready")
            browser.stop_taking()
            for _ in range(5):
                await in_thread(tell, shop)
                await witness.next_named("events")
            browser.take_again()
            await browser.next_named("reset")
            last = str(await in_thread(tell, shop))
            while last not in {event["subject"] for event in await browser.next_named("events")}:
                pass


async def test_too_much_to_replay_asks_to_load_anew(shop: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("saath.timeline.replay.MOST_REPLAYED", 2)
    async with running_hub() as first, Browser(LiveStream(first)) as browser:
        await browser.next_named("ready")
    for _ in range(3):
        await in_thread(tell, shop)
    async with running_hub() as second, Browser(LiveStream(second), since=browser.last) as back:
        assert (await back.next())[0] == "reset"


async def test_burst_that_is_too_large_for_one_reading_resets(
    shop: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.timeline.replay.MOST_AT_ONCE", 0)
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        await in_thread(tell, shop)
        await browser.next_named("reset")


async def test_server_that_stops_ends_its_streams(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        hub.end_streams()
        assert (await browser.next())[0] == "end"
