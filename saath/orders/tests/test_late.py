"""Orders that are late, or will be, are read from what is kept of them; ways are learnt from parcels that came."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from saath.orders.actions.learn import learn_couriers, look_ahead, set_delivery_rule
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.data import OrderData, ScanData, ShipmentData
from saath.orders.late import couriers_compared, expected_delivery, late_orders
from saath.orders.models import Connection, CourierFigures, Order
from saath.orders.promises import Trouble
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, order_data, take
from saath.stores.tests.builders import TEST

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("platform")]


def sent(key: str, *scans: tuple[int, Moved], **changes: object) -> OrderData:
    """Return an order with a parcel of which something was said so many days after it was placed."""
    told = tuple(ScanData(NOON + timedelta(days=days), state) for days, state in scans)
    parcel = ShipmentData("S", "Raftaar", f"RF{key}", scans=told)
    return order_data(key, shipments=(parcel,), **changes)


def on(day: int) -> datetime:
    return datetime(2026, 11, day, 6, tzinfo=UTC)


def numbers(*, is_soon: bool = False) -> list[tuple[str, Trouble]]:
    return [(row.order.number, row.trouble) for row in late_orders(TEST, is_soon=is_soon).rows]


def test_orders_come_into_the_list_and_leave_it_as_days_and_scans_go_by(platform: Connection) -> None:
    take(
        platform,
        order_data("1"),
        sent("2", (1, Moved.PICKED_UP)),
        sent("3", (1, Moved.PICKED_UP), (3, Moved.DELIVERED)),
        order_data("4", is_confirmed=False),
    )
    with time_machine.travel(on(21)):
        assert (numbers(), numbers(is_soon=True)) == ([], [])
    with time_machine.travel(on(25)):
        assert numbers() == []
        assert numbers(is_soon=True) == [("PT-20411", Trouble.NOT_SENT), ("PT-20412", Trouble.STILL)]
    hear_of_parcel(TEST, awb="rf2", scans=[ScanData(NOON + timedelta(days=5), Moved.ATTEMPTED)])
    with time_machine.travel(on(28)):
        assert numbers() == [("PT-20411", Trouble.NOT_SENT), ("PT-20412", Trouble.ATTEMPTED)]
        assert (late_orders(TEST).late, late_orders(TEST).rows[0].days_late) == (2, 1)
    with time_machine.travel(on(30) + timedelta(days=60)):
        assert numbers() == []


def test_ways_are_learnt_once_from_each_parcel_and_change_what_is_expected(platform: Connection) -> None:
    come = [sent(str(key), (1, Moved.PICKED_UP), (9, Moved.DELIVERED)) for key in range(5)]
    take(platform, *come, sent("8", (1, Moved.PICKED_UP)))
    assert Order.objects.get(key="8").expected_on == date(2026, 11, 26)
    while learn_couriers(TEST, limit=2):
        pass
    assert CourierFigures.objects.get(courier="raftaar", zone="452").parcels == 5
    with time_machine.travel(on(22)):
        assert look_ahead(TEST, after=None, limit=10) is None
        assert numbers(is_soon=True) == [("PT-20418", Trouble.SLOW)]
    assert Order.objects.get(key="8").expected_on == date(2026, 11, 29)
    (everywhere, indore) = couriers_compared(TEST)
    assert (everywhere.zone, indore.zone, indore.days, indore.in_time_percent) == ("", "452", 8, 0)
    assert indore.dispatch_days == 1


def test_a_delivery_is_foretold_by_the_surest_that_is_known(platform: Connection) -> None:
    start = date(2026, 11, 20)
    set_delivery_rule(TEST, dispatch_days=1, courier_days=6)
    unknown = expected_delivery(TEST, "Raftaar", "452010", start)
    assert (unknown.on, unknown.usual.parcels) == (date(2026, 11, 26), 0)
    take(platform, *(sent(str(key), (1, Moved.PICKED_UP), (4, Moved.DELIVERED)) for key in range(5)))
    learn_couriers(TEST, limit=10)
    there = expected_delivery(TEST, "RAFTAAR ", "452 099", start)
    elsewhere = expected_delivery(TEST, "Raftaar", "380015", start)
    by_another = expected_delivery(TEST, "Dhimi", "452010", start)
    assert [each.on.day for each in (there, elsewhere, by_another)] == [23, 23, 23]
    assert (there.usual.is_of_zone, elsewhere.usual.is_of_zone, by_another.usual.is_of_courier) == (
        True,
        False,
        False,
    )
