"""A parcel of which nobody said anything is asked about, seldom, until it has arrived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from saath.orders.actions.connections import keep_credentials, make_connection
from saath.orders.connectors.stand_ins.couriers import (
    API_KEY,
    EMAIL,
    PASSWORD,
    AfterShipStandIn,
    ShiprocketStandIn,
)
from saath.orders.connectors.tests.recordings import aftership, shiprocket
from saath.orders.data import ScanData, ShipmentData
from saath.orders.models import Connection, Order
from saath.orders.polling.due import stores_with_couriers
from saath.orders.polling.jobs import ask_couriers
from saath.orders.states import Moved, State
from saath.orders.tests.builders import NOON, make_platform, order_data, take
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.scope import current_store_id, store_scope

SENT = ScanData(NOON, Moved.IN_TRANSIT, "On its way")
PARCEL = ShipmentData("S1", "Raftaar", "RF 88213", scans=(SENT,))


@pytest.fixture
def courier(db: None, settings: Any) -> Iterator[AfterShipStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with AfterShipStandIn() as stand_in, store_scope(make_shop().store.pk):
        made = make_connection(TEST, platform="aftership", account=stand_in.host, name="AfterShip")
        keep_credentials(TEST, made, credentials={"api_key": API_KEY})
        yield stand_in


def go(at: datetime) -> None:
    with time_machine.travel(at, tick=False):
        ask_couriers.call()


def asked(courier: AfterShipStandIn) -> list[str]:
    return [request.params["tracking_numbers"] for request in courier.asked]


def test_a_parcel_that_nobody_speaks_of_is_asked_about_until_it_arrived(courier: AfterShipStandIn) -> None:
    shop = make_platform()
    lively = replace(PARCEL, awb="RF2", scans=(replace(SENT, at=NOON + timedelta(hours=20)),))
    there = replace(PARCEL, awb="RF3", scans=(replace(SENT, state=Moved.DELIVERED),))
    take(shop, *(order_data(str(key), shipments=(each,)) for key, each in enumerate((PARCEL, lively, there))))
    assert current_store_id() in stores_with_couriers()
    go(NOON + timedelta(hours=25))
    go(NOON + timedelta(hours=26))
    assert asked(courier) == ["RF88213"]
    courier.trackings["RF88213"] = aftership.SAID["msg"]
    go(NOON + timedelta(hours=38))
    assert Order.objects.get(key="0").state in (State.DELIVERED, State.PACKED)
    go(NOON + timedelta(days=5))
    assert asked(courier) == ["RF88213", "RF88213", "RF2"]


def test_a_courier_that_does_not_know_us_is_told_and_the_next_one_asked(courier: AfterShipStandIn) -> None:
    courier.fail(401, {"meta": {"message": "Invalid API key"}})
    take(make_platform(), order_data(shipments=(replace(PARCEL, awb="19041424751540"),)))
    with ShiprocketStandIn() as second:
        second.parcels["19041424751540"] = {"shipment_track_activities": shiprocket.SAID["scans"]}
        made = make_connection(TEST, platform="shiprocket", account=second.host, name="Shiprocket")
        keep_credentials(TEST, made, credentials={"email": EMAIL, "password": PASSWORD})
        go(NOON + timedelta(hours=25))
    assert Order.objects.get().state == State.ATTEMPTED
    failures = dict(Connection.objects.values_list("platform", "failure"))
    assert "401" in failures["aftership"]
    assert failures["shiprocket"] == ""
