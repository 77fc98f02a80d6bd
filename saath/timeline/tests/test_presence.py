"""Colleagues see each other: on the stream, for as long as there are signs, and from process to process."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import connection

from saath.tenancy.models import Store
from saath.timeline.happening import View
from saath.timeline.live.admission import Knock, Watcher
from saath.timeline.live.announce import PRESENCE_CHANNEL, Announcer, tell
from saath.timeline.live.presence import NEAR_SECONDS, AnySign, Sign, letters_of, signs_of, who_is_here
from saath.timeline.live.stream import LiveStream
from saath.timeline.live.whereabouts import MOST_TABS, Whereabouts
from saath.timeline.live.writing import LONGEST_NAME, Writing
from saath.timeline.tests.watching import Browser, admitting, in_thread, open_store, running_hub, staff_of

ARJUN = Sign(1, "arjun", "tab", at="c1")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def test_only_what_others_would_see_is_a_change() -> None:
    here = Whereabouts()
    assert here.note(ARJUN)
    assert not here.note(ARJUN)
    assert here.note(Sign(1, "arjun", "tab", at="c1", is_writing=True))
    assert not here.note(Sign(1, "arjun", "other tab", at="c1"))
    assert here.everybody(1) == {"arjun": [{"at": "c1", "writes": True}]}


def test_shops_do_not_see_each_other() -> None:
    here = Whereabouts()
    here.note(ARJUN)
    assert here.everybody(2) == {}
    assert here.places(2, "arjun") == []


def test_who_leaves_is_gone_at_once_and_who_falls_silent_soon() -> None:
    clock = Clock()
    here = Whereabouts(clock)
    here.note(ARJUN)
    here.note(Sign(1, "meera", "tab"))
    assert here.note(Sign(1, "arjun", "tab", is_here=False))
    clock.at = 39
    assert here.forget_silent() == []
    clock.at = 41
    assert here.forget_silent() == [(1, "meera")]
    assert here.everybody(1) == {}


def test_who_is_on_the_desk_is_known_by_shop_until_the_last_tab_is_gone() -> None:
    here = Whereabouts()
    for who, tab in (("arjun", "one"), ("arjun", "two"), ("meera", "tab")):
        here.note(Sign(1, who, tab))
    assert here.here(1) == {"arjun", "meera"}
    assert here.here(2) == frozenset()
    here.note(Sign(1, "arjun", "one", is_here=False))
    assert here.here(1) == {"arjun", "meera"}
    here.note(Sign(1, "arjun", "two", is_here=False))
    here.note(Sign(1, "arjun", "never seen", is_here=False))
    assert here.here(1) == {"meera"}


def test_one_colleague_cannot_fill_the_memory() -> None:
    here = Whereabouts()
    for number in range(MOST_TABS + 5):
        here.note(Sign(1, "arjun", f"tab {number}", at=f"c{number}"))
    assert len(here.places(1, "arjun")) == MOST_TABS


@pytest.mark.parametrize("name", ["Meera", "ઉ" * LONGEST_NAME, "\N{KITE}" * LONGEST_NAME, '"' * LONGEST_NAME])
def test_signs_survive_the_way_to_another_process_whatever_their_names(name: str) -> None:
    place = Sign(2**62, "x" * 36, "y" * 40, at="z" * 36, is_writing=True)
    writing = Writing(2**62, "x" * 36, "y" * 36, name, is_customers=False)
    signs: list[AnySign] = [place, writing] * 100
    letters = list(letters_of(signs))
    assert [sign for letter in letters for sign in signs_of(letter)] == signs
    assert 1 < len(letters) < 20
    assert max(len(letter.encode()) for letter in letters) < 7_980  # with a name and a space below 8,000


def test_no_sign_is_no_letter_and_nonsense_is_left() -> None:
    assert list(letters_of([])) == []
    assert signs_of("[[1]]") == signs_of("no") == []


@pytest.fixture
def shop() -> Iterator[Store]:
    """A shop whose staff may watch."""
    store = open_store()
    with admitting(staff_of(store)):
        yield store


@pytest.mark.django_db(transaction=True)
async def test_a_browser_learns_who_is_here_and_who_moves(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub)) as first:
        assert await first.next_named("presence") == {"all": True, "who": {}}
        await in_thread(tell, Sign(shop.pk, "arjun", "tab", at="c1", is_writing=True))
        writing = {"arjun": [{"at": "c1", "writes": True}]}
        assert await first.next_named("presence") == {"all": False, "who": writing}
        async with Browser(LiveStream(hub)) as second:
            assert await second.next_named("presence") == {"all": True, "who": writing}
        await in_thread(tell, Sign(shop.pk, "arjun", "tab", is_here=False))
        assert await first.next_named("presence") == {"all": False, "who": {"arjun": []}}


@pytest.mark.django_db(transaction=True)
def test_who_has_it_open_behind_another_tab_is_near_for_a_quarter_of_an_hour() -> None:
    clock = Clock()
    here = Whereabouts(clock)
    here.note(Sign(1, "arjun", "one"))
    assert here.note(Sign(1, "arjun", "one", is_seen=False))
    assert not here.here(1)
    assert not here.places(1, "arjun")
    assert here.near(1) == {"arjun"}
    clock.at = NEAR_SECONDS
    here.forget_silent()
    assert here.near(1) == {"arjun"}
    clock.at += 1
    here.forget_silent()
    assert here.near(1) == frozenset()
    here.note(Sign(1, "arjun", "one", is_seen=False))
    here.note(Sign(1, "arjun", "two", is_seen=False))
    here.note(Sign(1, "arjun", "one", is_here=False))
    assert here.near(1) == {"arjun"}
    here.note(Sign(1, "arjun", "two"))
    assert here.here(1) == {"arjun"}
    assert not here.near(1)


async def test_a_page_asks_the_hub_of_its_process_who_is_here(shop: Store) -> None:
    assert await in_thread(who_is_here, shop.pk) == frozenset()
    async with running_hub(), running_hub():
        await in_thread(tell, Sign(shop.pk, "arjun", "tab"))
        assert await in_thread(who_is_here, shop.pk) == {"arjun"}
        await in_thread(tell, Sign(shop.pk, "arjun", "tab", is_here=False))
        assert await in_thread(who_is_here, shop.pk) == frozenset()
        await in_thread(tell, Sign(shop.pk, "meera", "tab"))
        assert await in_thread(who_is_here, shop.pk) == {"meera"}
    assert await in_thread(who_is_here, shop.pk) == frozenset()


@pytest.mark.django_db(transaction=True)
async def test_customers_and_other_shops_learn_nothing(shop: Store) -> None:
    other = await in_thread(open_store, "other")

    def admit(knock: Knock) -> Watcher:
        view = View(shop.pk, "customer") if knock.host == "shop" else View(other.pk, "staff")
        return Watcher(view, knock.host)

    with admitting(admit):
        async with (
            running_hub() as hub,
            Browser(LiveStream(hub)) as customer,
            Browser(LiveStream(hub), host="elsewhere") as elsewhere,
        ):
            await elsewhere.next_named("ready")
            assert await customer.next() == ("ready", {})
            await in_thread(tell, Sign(shop.pk, "arjun", "tab", at="c1"))
            await in_thread(tell, Sign(other.pk, "eve", "tab"))
            moved = await elsewhere.next_named("presence")
            assert (customer.status, moved["who"].keys()) == (HTTPStatus.OK, {"eve"})
            hub.end_streams()
            assert (await customer.next())[0] == "end"


@pytest.mark.django_db(transaction=True)
async def test_a_slow_browser_learns_the_last_place_alone(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        browser.stop_taking()
        for number in range(300):
            hub.hear(Sign(shop.pk, "arjun", "tab", at=f"c{number}"))
        await asyncio.sleep(0)
        browser.take_again()
        last = {"arjun": [{"at": "c299", "writes": False}]}
        seen = 0
        while (await browser.next_named("presence"))["who"] != last:
            seen += 1
        assert seen < 10


@pytest.mark.django_db(transaction=True)
async def test_another_process_hears_it_too(shop: Store) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite one process serves all streams")
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        telling = asyncio.create_task(_tell_from_elsewhere(Sign(shop.pk, "arjun", "tab", at="c1")))
        moved = await browser.next_named("presence")
        telling.cancel()
        assert moved["who"] == {"arjun": [{"at": "c1", "writes": False}]}


async def _tell_from_elsewhere(sign: Sign) -> None:
    """Give a sign as another process does, again and again as a tab does."""

    [letter] = letters_of([sign])

    def notify() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [PRESENCE_CHANNEL, f"elsewhere {letter}"])

    while True:
        await in_thread(notify)
        await asyncio.sleep(0.05)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
async def test_a_crowd_with_long_names_is_heard_in_another_process(shop: Store) -> None:
    crowd = {
        f"c{number}": Writing(shop.pk, f"c{number}", "x" * 36, "\N{KITE}" * LONGEST_NAME, is_customers=True)
        for number in range(40)
    }
    async with running_hub() as hub, Browser(LiveStream(hub)) as browser:
        await browser.next_named("ready")
        telling = asyncio.create_task(_pass_on_again_and_again(list(crowd.values())))
        waiting = set(crowd)
        while waiting:
            waiting.discard((await browser.next_named("typing"))["conversation"])
        telling.cancel()


async def _pass_on_again_and_again(crowd: list[Writing]) -> None:
    announcer = Announcer()
    while True:
        for writing in crowd:
            announcer.pass_on(writing)
        await asyncio.sleep(0.1)
