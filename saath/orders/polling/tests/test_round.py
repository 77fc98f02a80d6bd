"""What no delivery told of is found by asking, once, and what is wrong is said."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from saath.core.errors import Conflict, Forbidden
from saath.jobs.errors import RetryLater
from saath.orders.actions.connections import end_connection, keep_credentials
from saath.orders.actions.history import bring_history
from saath.orders.connectors import woocommerce_api
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import SAID
from saath.orders.models import Connection, Order, Refund
from saath.orders.polling import round as polling_round
from saath.orders.polling.due import due_connections
from saath.orders.polling.jobs import ask_platform
from saath.orders.polling.place import Place
from saath.orders.polling.rules import EVERY, LONGEST_PAUSE
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor
from saath.timeline.models import Event

START = datetime.fromisoformat("2026-11-20T06:30:00+00:00")


def said(number: int, at: datetime, **changes: Any) -> dict[str, Any]:
    """Return an order that changed then."""
    written = f"{at:%Y-%m-%dT%H:%M:%S}"
    return {**deepcopy(SAID), "id": number, "number": f"PT-{number}", "date_modified_gmt": written, **changes}


def go(connection: Connection, at: datetime) -> Place:
    """Ask as the worker does, as long as there is more, and return how far it came."""
    with time_machine.travel(at, tick=False):
        while True:
            try:
                ask_platform.call(connection.pk)
                break
            except RetryLater:
                continue
    connection.refresh_from_db()
    return Place.of(connection)


def numbers() -> list[str]:
    return list(Order.objects.order_by("number").values_list("number", flat=True))


def connect(connection: Connection, at: datetime, *, hears: bool = True) -> None:
    heard = at if hears else None
    Connection.objects.filter(pk=connection.pk).update(created_at=at, last_heard_at=heard)
    connection.refresh_from_db()


def test_what_no_delivery_told_of_is_found_and_counted(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    connect(connection, START)
    assert go(connection, START).missed == 0
    shop.put(said(1, START + timedelta(minutes=20)), said(2, START + timedelta(minutes=59)))
    place = go(connection, START + timedelta(hours=1))
    assert numbers() == ["PT-1", "PT-2"]
    assert (place.missed, place.missed_at) == (1, START + timedelta(hours=1))
    assert connection.last_polled_at == START + timedelta(hours=1)
    assert go(connection, START + timedelta(hours=2)).missed == 1
    assert Event.objects.filter(kind="order.placed").count() == 2


def test_an_order_that_was_written_down_late_is_found(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    connect(connection, START)
    shop.put(said(1, START + timedelta(minutes=30)))
    go(connection, START + timedelta(hours=1))
    shop.put(said(2, START + timedelta(minutes=28)), said(3, START + timedelta(minutes=3)))
    go(connection, START + timedelta(hours=2))
    assert numbers() == ["PT-1", "PT-2"]
    go(connection, START + timedelta(hours=26))
    assert numbers() == ["PT-1", "PT-2", "PT-3"]


def test_nothing_is_a_gap_where_nothing_is_delivered(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    connect(connection, START, hears=False)
    go(connection, START)
    shop.put(said(1, START + timedelta(minutes=5)))
    assert go(connection, START + timedelta(hours=1)).missed == 0
    assert numbers() == ["PT-1"]


def test_a_round_that_breaks_goes_on_where_it_broke(
    shop: WooCommerceStandIn, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(woocommerce_api, "ORDERS_AT_ONCE", 2)
    monkeypatch.setattr(polling_round, "PAGES_A_TURN", 1)
    connect(connection, START)
    shop.put(*(said(number, START + timedelta(minutes=number), refunds=[]) for number in range(1, 8)))
    shop.pass_over(times=2)
    shop.fail(500)
    place = go(connection, START + timedelta(hours=1))
    assert 0 < len(numbers()) < 7
    assert (place.trouble, place.failures, connection.failure) == ("unreachable", 1, "")
    asked = len(shop.asked)
    place = go(connection, START + timedelta(hours=2))
    assert len(numbers()) == 7
    assert (place.trouble, place.failures, place.cursor) == ("", 0, "")
    assert "modified_after" in shop.asked[asked].params


def test_a_key_that_is_refused_is_told_at_once_and_a_new_one_is_tried_at_once(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    keep_credentials(TEST, connection, credentials={"consumer_key": KEY, "consumer_secret": "another"})
    place = go(connection, START)
    assert (place.trouble, place.next_at) == ("needs_key", START + LONGEST_PAUSE)
    assert "401" in connection.failure
    assert connection.last_failed_at == START
    later = START + timedelta(minutes=1)
    assert due_connections(later) == []
    keep_credentials(TEST, connection, credentials={"consumer_key": KEY, "consumer_secret": SECRET})
    assert [due.pk for due in due_connections(later)] == [connection.pk]
    assert go(connection, later).trouble == ""
    assert connection.failure == ""
    assert due_connections(later) == []
    assert [due.pk for due in due_connections(later + 2 * EVERY)] == [connection.pk]


def test_a_shop_that_is_away_is_told_after_a_while_and_well_again_by_itself(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    shop.fail(503, times=3)
    failures = []
    for hours in (0, 7, 14, 21):
        go(connection, START + timedelta(hours=hours))
        failures.append(bool(connection.failure))
    assert failures == [False, False, True, False]


def test_what_is_not_connected_any_more_is_not_asked(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    end_connection(TEST, connection)
    go(connection, START)
    assert shop.asked == []
    assert due_connections(START) == []


def test_history_comes_in_batches_and_stops_where_the_connection_began(
    shop: WooCommerceStandIn, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(woocommerce_api, "ORDERS_AT_ONCE", 2)
    monkeypatch.setattr(polling_round, "PAGES_A_TURN", 2)
    connect(connection, START)
    refund = {"id": 9, "amount": "100.00", "date_created_gmt": "2025-01-05T00:00:00"}
    shop.refunds["1"] = [refund]
    old = START - timedelta(days=500)
    shop.put(*(said(number, old + timedelta(days=number), refunds=[]) for number in range(2, 8)))
    shop.put(said(1, old + timedelta(days=1)))
    go(connection, START)
    with time_machine.travel(START, tick=False):
        bring_history(TEST, connection)
    shop.put(said(9, START + timedelta(minutes=1), refunds=[]))
    shop.pass_over(times=4)
    shop.fail(429, Retry_After="5")
    place = go(connection, START)
    assert place.history is not None
    assert not place.history.is_done
    place = go(connection, START + timedelta(hours=1))
    assert place.history is not None
    done = place.history.is_done, place.history.taken, place.history.reached
    assert done == (True, 7, old + timedelta(days=7))
    assert numbers() == [f"PT-{number}" for number in (1, 2, 3, 4, 5, 6, 7, 9)]
    assert Refund.objects.get().at.year == 2025
    assert Event.objects.filter(kind="order.placed").count() == 1


def test_a_place_that_the_platform_does_not_know_any_more_is_left(
    shop: WooCommerceStandIn, connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(woocommerce_api, "ORDERS_AT_ONCE", 2)
    connect(connection, START)
    shop.put(*(said(number, START - timedelta(days=number), refunds=[]) for number in range(1, 8)))
    go(connection, START)
    with time_machine.travel(START, tick=False):
        bring_history(TEST, connection)
    shop.pass_over(times=2)
    shop.fail(400, {"message": "Invalid parameter(s): page"})
    place = go(connection, START)
    assert place.history is not None
    assert (place.history.cursor, place.trouble) == ("", "refused")
    place = go(connection, START + timedelta(hours=1))
    assert place.history is not None
    assert (place.history.is_done, place.history.taken) == (True, 7)
    assert len(numbers()) == 7


def test_history_needs_the_right_and_a_key(shop: WooCommerceStandIn, connection: Connection) -> None:
    with pytest.raises(Forbidden):
        bring_history(Actor("member", "a reader"), connection)
    end_connection(TEST, connection)
    connection.refresh_from_db()
    with pytest.raises(Conflict):
        bring_history(TEST, connection)
