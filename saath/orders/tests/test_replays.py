"""However often a platform and its couriers say it, and in whatever order: it is the same in the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from saath.customers.models import Customer
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.data import OrderData, RefundData, ScanData, ShipmentData
from saath.orders.models import Connection, CustomerFigures, Line, Order, Scan, Shipment
from saath.orders.states import Moved
from saath.orders.tests.builders import NOON, PILLOWS, SHEET, make_platform, order_data, take
from saath.orders.tests.generated import generated
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
AWB = "RF1"
shops = count()


def at(hours: int) -> Any:
    return NOON + timedelta(hours=hours)


scans = st.builds(ScanData, st.integers(0, 6).map(at), st.sampled_from(Moved), st.sampled_from(["", "hub"]))
parcels = st.builds(
    ShipmentData, st.just("S1"), awb=st.just(AWB), scans=st.lists(scans, max_size=2).map(tuple)
)
refunds = st.builds(RefundData, st.sampled_from("AB"), st.integers(1, 900), st.integers(0, 9).map(at))
tellings = st.builds(
    order_data,
    st.sampled_from("12"),
    hours=st.integers(0, 3),
    total_minor=st.integers(0, 5000),
    lines=st.sampled_from([(SHEET,), (PILLOWS,), (SHEET, PILLOWS), (replace(SHEET, quantity=4),)]),
    shipments=st.one_of(st.just(()), parcels.map(lambda parcel: (parcel,))),
    refunds=st.lists(refunds, max_size=2, unique_by=lambda refund: refund.key).map(tuple),
    cancelled_at=st.one_of(st.none(), st.just(at(2))),
)


def story_of(told: Sequence[OrderData], *, in_batches_of: int) -> object:
    """Return all that a new shop knows after orders came in these batches, without ids."""
    with store_scope(make_shop(f"shop-{next(shops)}").store.pk):
        platform = make_platform()
        for first in range(0, len(told), in_batches_of):
            take(platform, *told[first : first + in_batches_of])
        return known(platform)


def known(platform: Connection) -> object:
    orders = Order.objects.filter(connection=platform).order_by("key")
    rows = [
        (order.key, order.digest, order.total_minor, order.refunded_minor, order.pieces) for order in orders
    ]
    lines = Line.objects.order_by("order__key", "key").values_list("order__key", "key", "quantity", "place")
    figures = CustomerFigures.objects.values_list("orders", "spent_minor", "refunded_minor", "cancelled")
    people = Customer.objects.order_by("name").values_list("name", "quality", "identities__key")
    counted = sorted(row for row in figures if any(row))
    return rows, list(lines), counted, sorted(people), known_of_parcels(platform)


def known_of_parcels(platform: Connection) -> object:
    """Return where orders and parcels stand, and all that was ever said of parcels."""
    orders = Order.objects.filter(connection=platform).order_by("key")
    parcels = Shipment.objects.there().order_by("order__key", "key")
    said = Scan.objects.values_list("shipment__order__key", "shipment__key", "key")
    return (
        list(orders.values_list("key", "state", "shipped_at", "delivered_at")),
        list(parcels.values_list("order__key", "key", "state", "left_at", "arrived_at", "heard_at")),
        sorted(said),
    )


BACK = (ShipmentData("S1", awb=AWB, scans=(ScanData(at(1), Moved.RTO_DELIVERED, ""),)),)
# A parcel that comes back, then none, then that parcel of which nothing is said any more.
COME_AND_GONE = [
    order_data("1", shipments=BACK),
    order_data("1", hours=1, shipments=()),
    order_data("1", hours=2, shipments=(ShipmentData("S1", awb=AWB),)),
]
arrivals = st.lists(tellings, min_size=1, max_size=6).flatmap(
    lambda told: st.tuples(st.just(told), st.permutations(told + told[:2]))
)


@given(arrival=arrivals, size=st.integers(1, 4))
@example(arrival=(COME_AND_GONE, COME_AND_GONE), size=1)
@example(arrival=(COME_AND_GONE, COME_AND_GONE[::-1]), size=1)
@example(arrival=(COME_AND_GONE[:2], COME_AND_GONE[:2]), size=1)
@example(arrival=(COME_AND_GONE, [COME_AND_GONE[each] for each in (1, 0, 2)]), size=1)
@example(arrival=(COME_AND_GONE, [COME_AND_GONE[each] for each in (1, 0, 2)]), size=2)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_any_batches_and_repeats_end_alike(
    db: None, arrival: tuple[list[OrderData], list[OrderData]], size: int
) -> None:
    told, again = arrival
    assert story_of(told, in_batches_of=len(told)) == story_of(again, in_batches_of=size)


@given(said=st.lists(scans, max_size=7), data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_scans_in_any_order_put_the_order_where_it_is(
    db: None, said: list[ScanData], data: st.DataObject
) -> None:
    def ends(scans_heard: Sequence[ScanData]) -> object:
        with store_scope(make_shop(f"shop-{next(shops)}").store.pk):
            take(make_platform(), order_data(shipments=(ShipmentData("S1", awb=AWB),)))
            for scan in scans_heard:
                hear_of_parcel(TEST, awb=AWB, scans=[scan])
            order = Order.objects.get()
            heard = Scan.objects.count(), Shipment.objects.get().state
            return order.state, order.shipped_at, order.delivered_at, heard

    assert ends(said) == ends(data.draw(st.permutations(said + said[:3])))


@given(data=st.data(), size=st.sampled_from([2, 7, 40]))
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_many_orders_of_many_customers_are_as_if_they_had_come_one_by_one(
    db: None, data: st.DataObject, size: int
) -> None:
    told = list(generated(20, customers=6, seed=data.draw(st.integers(0, 99))))
    later = [
        replace(each, updated_at=each.updated_at + timedelta(days=1), lines=each.lines[:1])
        for each in told[::3]
    ]
    shuffled = data.draw(st.permutations(told + later + told[:5]))
    assert story_of(told + later, in_batches_of=1) == story_of(shuffled, in_batches_of=size)


def test_figures_are_what_adding_up_gives(db: None) -> None:
    with store_scope(make_shop("adds-up").store.pk):
        platform = make_platform()
        for hours in range(3):
            take(
                platform,
                *(order_data(str(key), hours=hours, total_minor=key * 7 + hours) for key in range(30)),
            )
        figures = CustomerFigures.objects.get()
        assert figures.spent_minor == sum(Order.objects.values_list("total_minor", flat=True))
        assert figures.orders == Order.objects.count()
