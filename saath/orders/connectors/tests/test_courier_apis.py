"""What couriers answer about a parcel is what their webhooks said of it."""

from __future__ import annotations

from typing import Any

import pytest

from saath.orders.connectors.base import NeedsReauth, ParcelNews
from saath.orders.connectors.registry import UnknownConnector, courier_of, platform_of
from saath.orders.connectors.stand_ins.couriers import (
    API_KEY,
    EMAIL,
    PASSWORD,
    AfterShipStandIn,
    ShiprocketStandIn,
)
from saath.orders.connectors.tests.recordings import aftership, shiprocket
from saath.orders.states import Moved


@pytest.fixture(autouse=True)
def _listed(settings: Any) -> None:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]


def test_aftership_says_what_it_delivered_and_nothing_of_what_it_does_not_know() -> None:
    with AfterShipStandIn() as courier:
        courier.trackings["RF88213"] = aftership.SAID["msg"]
        asking = courier_of("aftership", courier.host, {"api_key": API_KEY})
        assert asking.check() == ""
        assert asking.track(["RF88213", "RF1", "a,b"]) == aftership.RECORDING.heard
        with pytest.raises(NeedsReauth):
            courier_of("aftership", courier.host, {"api_key": "another"}).check()


def test_shiprocket_says_what_it_delivered_and_nothing_of_what_it_does_not_know() -> None:
    with ShiprocketStandIn() as courier:
        scans = shiprocket.SAID["scans"]
        courier.parcels["19041424751540"] = {"etd": "2026-11-22 23:00:00", "shipment_track_activities": scans}
        asking = courier_of("shiprocket", courier.host, {"email": EMAIL, "password": PASSWORD})
        assert asking.check() == EMAIL
        (news,) = asking.track(["19041424751540", "1"])
        assert isinstance(news, ParcelNews)
        assert [scan.state for scan in news.scans] == [Moved.PICKED_UP, Moved.ATTEMPTED]
        (heard,) = shiprocket.RECORDING.heard
        assert isinstance(heard, ParcelNews)
        assert set(news.scans) <= set(heard.scans)
        with pytest.raises(NeedsReauth):
            courier_of("shiprocket", courier.host, {"email": EMAIL, "password": "another"}).check()


def test_who_only_delivers_is_not_asked() -> None:
    with pytest.raises(UnknownConnector):
        courier_of("shopify", "", {})
    with pytest.raises(UnknownConnector):
        platform_of("csv", "", {})
