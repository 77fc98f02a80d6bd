from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from saath.orders.connectors.base import BadSignature, Ignored
from saath.orders.connectors.tests.contract import SECRET
from saath.orders.connectors.tests.recordings.woocommerce import RECORDING, SAID
from saath.orders.connectors.woocommerce import WooCommerce
from saath.orders.data import OrderData, ScanData
from saath.orders.states import Method, Moved, Paid

PAID_AT = datetime(2026, 11, 18, 5, tzinfo=UTC)


def order(**changes: Any) -> OrderData:
    (told,) = WooCommerce().parse({}, RECORDING.saying({**SAID, **changes}).body)
    assert isinstance(told, OrderData)
    return told


def test_ping_is_let_in_unsigned_and_says_nothing() -> None:
    WooCommerce().verify({}, b"webhook_id=143", [SECRET])
    assert WooCommerce().parse({}, b"webhook_id=143") == (Ignored("ping"),)


@pytest.mark.parametrize("body", [b"webhook_id=143&x=1", b"webhook_id=143\n", b"webhook_id=", b"{}"])
def test_nothing_else_is_let_in_unsigned(body: bytes) -> None:
    with pytest.raises(BadSignature):
        WooCommerce().verify({}, body, [SECRET])


def test_two_tellings_within_one_second_have_two_keys() -> None:
    bodies = [RECORDING.body, RECORDING.saying({**SAID, "status": "completed"}).body]
    first, second = (WooCommerce().key_of(RECORDING.headers, body) for body in bodies)
    assert first != second
    assert first.startswith(":727:")


def test_local_times_give_way_to_the_worlds() -> None:
    told = order(date_modified="2026-11-20T23:59:59")
    assert told.updated_at == datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def test_paid_order_says_when_and_how() -> None:
    changes = {"payment_method": "razorpay", "payment_method_title": "UPI / QR", "transaction_id": "pay_1"}
    (told,) = order(date_paid_gmt="2026-11-18T05:00:00", **changes).payments
    assert (told.method, told.state, told.reference, told.at) == (Method.UPI, Paid.PAID, "pay_1", PAID_AT)


@pytest.mark.parametrize(
    ("status", "is_confirmed"), [("pending", False), ("on-hold", False), ("completed", True)]
)
def test_order_is_confirmed_once_the_shop_works_on_it(status: str, is_confirmed: bool) -> None:
    assert order(status=status).is_confirmed is is_confirmed


def test_cancelled_order_is_cancelled_and_will_not_be_paid() -> None:
    told = order(status="cancelled")
    assert told.cancelled_at == told.updated_at
    assert told.payments[0].state == Paid.FAILED


@pytest.mark.parametrize("status", ["checkout-draft", "auto-draft", "trash"])
def test_draft_is_no_order(status: str) -> None:
    heard = WooCommerce().parse({}, RECORDING.saying({**SAID, "status": status}).body)
    assert isinstance(heard[0], Ignored)


def test_completed_order_without_a_number_of_a_parcel_has_gone_off() -> None:
    told = order(status="completed", meta_data=[], date_completed_gmt="2026-11-19T06:00:00")
    (parcel,) = told.shipments
    assert parcel.scans == (ScanData(datetime(2026, 11, 19, 6, tzinfo=UTC), Moved.PICKED_UP),)


@pytest.mark.parametrize("quantity", [0, 1, 3, 7])
def test_lines_add_up_to_what_is_paid(quantity: int) -> None:
    line = {"id": 1, "name": "Pillow", "quantity": quantity, "subtotal": "100.00", "total": "90.01"}
    (told,) = order(line_items=[line], prices_include_tax=False).lines
    if quantity:
        assert told.unit_minor * quantity - told.discount_minor == 9_001
        assert told.discount_minor >= 999


def test_older_names_of_its_api_are_read_too() -> None:
    older = {
        "id": 645,
        "order_number": 645,
        "created_at": "2015-01-26T20:00:21Z",
        "updated_at": "2015-01-26T20:00:22Z",
        "status": "processing",
        "currency": "INR",
        "total": "79.87",
        "total_shipping": "10.00",
        "total_discount": "1.00",
        "payment_details": {"method_id": "bacs", "method_title": "Bank", "paid": True},
        "billing_address": {
            "first_name": "Sunita",
            "email": "sunita@example.in",
            "address_1": "12 Vijay Nagar",
        },
        "line_items": [{"id": 504, "subtotal": "43.98", "total": "43.98", "quantity": 2, "name": "Pillow"}],
    }
    (told,) = WooCommerce().parse({}, RECORDING.saying({"order": older}).body)
    assert isinstance(told, OrderData)
    assert (told.number, told.total_minor, told.shipping_minor, told.discount_minor) == (
        "645",
        7987,
        1000,
        100,
    )
    assert (told.payments[0].state, told.payments[0].method) == (Paid.PAID, Method.NET_BANKING)
    assert told.address.lines == ("12 Vijay Nagar",)
