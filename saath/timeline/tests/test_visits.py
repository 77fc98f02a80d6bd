"""Customers who watch: the staff of their shop learns who has come and who has left."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from saath.tenancy.models import Store
from saath.timeline.happening import View
from saath.timeline.live import hub as hub_module
from saath.timeline.live.admission import Knock, Watcher
from saath.timeline.live.stream import LiveStream
from saath.timeline.live.visits import MOST_PAGES, SILENT_SECONDS, Visit, Visits
from saath.timeline.tests.watching import Browser, admitting, open_store, running_hub

USHA = UUID(int=1)


def test_a_customer_is_here_until_the_last_page_is_gone() -> None:
    visits = Visits()
    assert visits.note(Visit(1, str(USHA), "page"))
    assert not visits.note(Visit(1, str(USHA), "page"))
    assert not visits.note(Visit(1, str(USHA), "second"))
    assert not visits.note(Visit(1, str(USHA), "page", is_here=False))
    assert visits.is_here(1, str(USHA))
    assert visits.note(Visit(1, str(USHA), "second", is_here=False))
    assert not visits.is_here(1, str(USHA))
    assert not visits.is_here(2, str(USHA))


def test_a_page_that_falls_silent_is_gone_soon() -> None:
    time = [0.0]
    visits = Visits(lambda: time[0])
    visits.note(Visit(1, str(USHA), "page"))
    time[0] = SILENT_SECONDS - 1
    assert visits.forget_silent() == []
    time[0] = SILENT_SECONDS + 1
    assert visits.forget_silent() == [(1, str(USHA))]


def test_one_customer_cannot_fill_the_memory() -> None:
    visits = Visits()
    for number in range(MOST_PAGES + 5):
        visits.note(Visit(1, str(USHA), str(number)))
    assert len(visits._heard[1][str(USHA)]) == MOST_PAGES


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A shop whose staff and customers watch, each by the host at which they knock."""
    monkeypatch.setattr(hub_module, "LEAVES_AFTER_SECONDS", 0.01)
    store = open_store()
    views = {"shop": View(store.pk, "staff"), "usha": View(store.pk, "customer", USHA)}

    def admit(knock: Knock) -> Watcher:
        return Watcher(views[knock.host], knock.host)

    with admitting(admit):
        yield store


@pytest.mark.django_db(transaction=True)
async def test_the_staff_learns_who_watches_and_who_has_left(shop: Store) -> None:
    async with running_hub() as hub, Browser(LiveStream(hub)) as staff:
        async with Browser(LiveStream(hub), host="usha"):
            assert await staff.next_named("visitors") == {str(USHA): True}
        assert await staff.next_named("visitors") == {str(USHA): False}
