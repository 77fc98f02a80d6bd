"""What connectors read goes into the database as it is, whatever a platform writes."""

from __future__ import annotations

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.actions.take import take_orders
from saath.orders.connectors.base import Heard, ParcelNews, Unreadable
from saath.orders.connectors.registry import connector_keys, connector_of
from saath.orders.connectors.tests.contract import recording_of
from saath.orders.connectors.tests.test_contract import anything, places_in
from saath.orders.data import OrderData
from saath.orders.models import Connection, CustomerFigures, Order
from saath.orders.states import State
from saath.stores.tests.builders import TEST

pytestmark = pytest.mark.django_db
long_or_large = st.sampled_from(["9" * 13, "x" * 400, "9" * 200, 10**13, 10**29, "\x00नी", "😀" * 300])


def hear(connection: Connection, heard: tuple[Heard, ...]) -> None:
    """Write down what a connector heard."""
    take_orders(TEST, connection, told=[each for each in heard if isinstance(each, OrderData)])
    for each in heard:
        if isinstance(each, ParcelNews):
            hear_of_parcel(TEST, awb=each.awb, scans=each.scans, promised_on=each.promised_on)


def heard_by(key: str) -> tuple[Heard, ...]:
    """Return what the recording of a connector says."""
    recorded = recording_of(key)
    return connector_of(key).parse(recorded.headers, recorded.body)


def test_refund_lowers_what_a_customer_has_spent(platform: Connection) -> None:
    hear(platform, heard_by("shopify"))
    order = Order.objects.get()
    assert (order.total_minor, order.refunded_minor) == (274_700, 70_000)
    assert CustomerFigures.objects.get().spent_minor == 204_700


def test_order_of_a_shop_and_its_courier_end_in_one_state(platform: Connection) -> None:
    hear(platform, heard_by("shopify"))
    assert Order.objects.get().state == State.OUT_FOR_DELIVERY
    hear(platform, heard_by("aftership"))
    assert Order.objects.get().state == State.PACKED  # delivered, but for the pillow that is in no parcel yet


@pytest.mark.parametrize("key", connector_keys())
def test_same_delivery_twice_changes_nothing(platform: Connection, key: str) -> None:
    hear(platform, heard_by(key))
    before = list(Order.objects.values())
    hear(platform, heard_by(key))
    assert list(Order.objects.values()) == before


@given(data=st.data())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_odd_values_are_stored_or_unreadable(platform: Connection, data: st.DataObject) -> None:
    key = data.draw(st.sampled_from(connector_keys()))
    recorded = recording_of(key)
    said: Any = json.loads(recorded.body)
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(list(places_in(said))))
        holder[name] = deepcopy(data.draw(anything | long_or_large))
    with suppress(Unreadable):
        hear(platform, connector_of(key).parse(recorded.headers, recorded.saying(said).body))


@pytest.mark.parametrize("key", connector_keys())
@pytest.mark.parametrize("value", ["😀" * 400, 10**13], ids=["long", "large"])
def test_one_value_everywhere_is_stored_or_unreadable(platform: Connection, key: str, value: Any) -> None:
    recorded = recording_of(key)
    heard: list[Heard] = []
    for place in range(len(list(places_in(recorded.said)))):
        said: Any = {**json.loads(recorded.body), "id": place}
        holder, name = list(places_in(said))[place]
        holder[name] = value
        with suppress(Unreadable):
            heard.extend(connector_of(key).parse(recorded.headers, recorded.saying(said).body))
    hear(platform, tuple(heard))
