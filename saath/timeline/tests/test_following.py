"""A reader of one store's events gets each once, in whatever order transactions commit."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from django.db import connection

from saath.customers.models import Customer
from saath.stores.tests.builders import TEST, Shop, make_shop
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit
from saath.timeline.following import events_after, present_position
from saath.timeline.models import Event
from saath.timeline.tests.watching import SHELF_FILLED


@pytest.fixture
def shop(transactional_db: None) -> Iterator[Shop]:
    made = make_shop()
    with store_scope(made.store.pk):
        yield made


def happen(shop: Shop) -> None:
    """Let one thing happen to the shop's first customer."""
    customer = Customer.objects.first() or Customer.objects.create(name="Sunita")
    with write_transaction():
        emit(TEST, SHELF_FILLED, subject=customer)


def test_it_goes_on_where_it_stood(shop: Shop) -> None:
    happen(shop)
    position = present_position()
    assert events_after(position, limit=10).event_ids == ()
    for _each in range(5):
        happen(shop)
    first = events_after(position, limit=3)
    assert (len(first.event_ids), first.is_cut) == (3, True)
    rest = events_after(first.position, limit=3)
    assert (len(rest.event_ids), rest.is_cut) == (2, False)
    assert [*first.event_ids, *rest.event_ids] == list(
        Event.objects.order_by("pk").values_list("pk", flat=True)[1:]
    )
    assert events_after(rest.position, limit=3).event_ids == ()


def test_events_of_another_store_are_passed_by(shop: Shop) -> None:
    position = present_position()
    other = make_shop("two")
    with store_scope(other.store.pk):
        happen(other)
    stretch = events_after(position, limit=3)
    assert stretch.event_ids == ()
    happen(shop)
    assert len(events_after(stretch.position, limit=3).event_ids) == 1


@pytest.mark.postgresql
def test_what_commits_late_comes_late_and_holds_nothing_up(shop: Shop) -> None:
    """A transaction that began first and commits last has the lowest id and is seen last."""
    happen(shop)
    position, begun, go_on = present_position(), threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with store_scope(shop.store.pk), write_transaction():
                happen(shop)
                assert Event.objects.exists()  # which writes what waited to be written
                begun.set()
                go_on.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert begun.wait(20)
    happen(shop)
    soon = events_after(position, limit=10)
    assert len(soon.event_ids) == 1
    go_on.set()
    thread.join()
    late = events_after(soon.position, limit=1)
    assert late.event_ids[0] < soon.event_ids[0]
    assert events_after(late.position, limit=10).event_ids == ()


@pytest.mark.postgresql
def test_a_stretch_that_was_cut_ends_where_it_ended_when_it_began(shop: Shop) -> None:
    position = present_position()
    for _each in range(3):
        happen(shop)
    first = events_after(position, limit=2)
    happen(shop)
    second = events_after(first.position, limit=2)
    third = events_after(second.position, limit=2)
    assert [len(each.event_ids) for each in (first, second, third)] == [2, 1, 1]
    assert len({*first.event_ids, *second.event_ids, *third.event_ids}) == 4
