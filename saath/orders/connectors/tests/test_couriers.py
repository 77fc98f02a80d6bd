from __future__ import annotations

from typing import Any

import pytest

from saath.orders.connectors.aftership import AfterShip
from saath.orders.connectors.base import Connector, Ignored, ParcelNews
from saath.orders.connectors.methods import method_of_gateway
from saath.orders.connectors.shiprocket import Shiprocket
from saath.orders.connectors.tests.recordings import aftership, shiprocket
from saath.orders.states import Method, Moved


def states(connector: Connector, body: bytes) -> list[Moved]:
    (told,) = connector.parse({}, body)
    assert isinstance(told, ParcelNews)
    return [scan.state for scan in told.scans]


def checkpoint(**said: Any) -> bytes:
    point = {"checkpoint_time": "2026-11-19T11:00:00+05:30", **said}
    return aftership.RECORDING.saying({"msg": {"tracking_number": "1", "checkpoints": [point]}}).body


@pytest.mark.parametrize(
    ("tag", "subtag", "state"),
    [
        ("InfoReceived", "", Moved.LABEL),
        ("OutForDelivery", "OutForDelivery_001", Moved.OUT_FOR_DELIVERY),
        ("AvailableForPickup", "", Moved.AVAILABLE),
        ("Exception", "Exception_001", Moved.EXCEPTION),
        ("Exception", "Exception_010", Moved.RTO_STARTED),
        ("Exception", "Exception_011", Moved.RTO_DELIVERED),
        ("Exception", "Exception_013", Moved.LOST),
    ],
)
def test_tags_of_aftership_become_states(tag: str, subtag: str, state: Moved) -> None:
    assert states(AfterShip(), checkpoint(tag=tag, subtag=subtag)) == [state]


@pytest.mark.parametrize("tag", ["Pending", "Expired", "", None])
def test_tags_that_say_nothing_of_the_parcel_are_left_out(tag: str | None) -> None:
    assert states(AfterShip(), checkpoint(tag=tag)) == []


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("PICKED UP", Moved.PICKED_UP),
        ("In Transit", Moved.IN_TRANSIT),
        ("OUT FOR DELIVERY", Moved.OUT_FOR_DELIVERY),
        ("UNDELIVERED-1st Attempt", Moved.ATTEMPTED),
        ("Undelivered", Moved.ATTEMPTED),
        ("RTO_INITIATED", Moved.RTO_STARTED),
        ("RTO IN TRANSIT", Moved.RTO_IN_TRANSIT),
        ("RTO NDR", Moved.RTO_IN_TRANSIT),
        ("RTO DELIVERED", Moved.RTO_DELIVERED),
        ("Canceled", Moved.CANCELLED),
        ("LOST", Moved.LOST),
    ],
)
def test_words_of_shiprocket_become_states(word: str, state: Moved) -> None:
    said = {"awb": "1", "current_status": word, "current_timestamp": "21 11 2026 10:30:00"}
    assert states(Shiprocket(), shiprocket.RECORDING.saying(said).body) == [state]


def test_word_that_nobody_knows_moves_nothing() -> None:
    said = {"awb": "1", "current_status": "QC FAILED", "current_timestamp": "21 11 2026 10:30:00"}
    assert states(Shiprocket(), shiprocket.RECORDING.saying(said).body) == []


def test_status_of_now_is_not_said_twice() -> None:
    scan = {"date": "2026-11-21 10:30:00", "activity": "Handed over", "sr-status-label": "DELIVERED"}
    said = {
        "awb": "1",
        "current_status": "Delivered",
        "current_timestamp": "21 11 2026 10:30:00",
        "scans": [scan],
    }
    assert states(Shiprocket(), shiprocket.RECORDING.saying(said).body) == [Moved.DELIVERED]


def test_parcel_of_a_return_says_nothing_of_the_one_that_came() -> None:
    said = {**shiprocket.SAID, "is_return": 1}
    assert isinstance(Shiprocket().parse({}, shiprocket.RECORDING.saying(said).body)[0], Ignored)


@pytest.mark.parametrize(
    ("gateway", "method"),
    [
        ("cash_on_delivery", Method.COD),
        ("UPI on delivery", Method.COD),
        ("PhonePe", Method.UPI),
        ("shopify_payments", Method.CARD),
        ("gift_card", Method.GIFT_CARD),
        ("Paytm Wallet", Method.WALLET),
        ("No-cost EMI on cards", Method.EMI),
        ("razorpay", Method.OTHER),
        ("Premium gateway", Method.OTHER),
        ("", Method.OTHER),
    ],
)
def test_gateways_tell_of_ways_to_pay(gateway: str, method: Method) -> None:
    assert method_of_gateway(gateway) == method
