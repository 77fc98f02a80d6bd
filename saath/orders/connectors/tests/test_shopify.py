from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from saath.orders.connectors.base import Heard, Ignored, ParcelNews, RefundOnly, Unreadable
from saath.orders.connectors.shopify import Shopify
from saath.orders.connectors.tests.recordings.shopify import RECORDING, SAID
from saath.orders.data import OrderData, RefundData, ScanData
from saath.orders.states import Method, Moved, Paid


def heard(said: Any, topic: str = "orders/updated") -> tuple[Heard, ...]:
    return Shopify().parse({"X-Shopify-Topic": topic}, RECORDING.saying(said).body)


def order(**changes: Any) -> OrderData:
    (told,) = heard({**SAID, **changes})
    assert isinstance(told, OrderData)
    return told


def payments(**changes: Any) -> list[tuple[Method, Paid, int]]:
    return [(each.method, each.state, each.amount_minor) for each in order(**changes).payments]


def test_cash_on_delivery_is_still_to_come() -> None:
    told = payments(financial_status="pending", payment_gateway_names=["Cash on Delivery (COD)"])
    assert told == [(Method.COD, Paid.PENDING, 274_700)]


def test_part_paid_before_and_the_rest_at_the_door() -> None:
    told = payments(
        financial_status="partially_paid",
        total_outstanding="2500.00",
        payment_gateway_names=["cash_on_delivery", "razorpay_upi"],
    )
    assert told == [(Method.UPI, Paid.PAID, 24_700), (Method.COD, Paid.PENDING, 250_000)]


def test_transactions_count_where_they_are_told() -> None:
    told = payments(
        transactions=[
            {"id": 1, "kind": "sale", "status": "failure", "amount": "2747.00", "gateway": "razorpay"},
            {"id": 2, "kind": "sale", "status": "success", "amount": "2747.00", "gateway": "razorpay_upi"},
            {"id": 3, "kind": "refund", "status": "success", "amount": "700.00", "gateway": "razorpay_upi"},
        ]
    )
    assert told == [(Method.OTHER, Paid.FAILED, 274_700), (Method.UPI, Paid.PAID, 274_700)]


@pytest.mark.parametrize(
    ("currency", "written", "minor"),
    [("INR", "1.005", 101), ("JPY", "500", 500), ("KWD", "1.234", 1234), ("INR", 12.5, 1250), ("INR", "", 0)],
)
def test_amounts_are_whole_units_of_their_currency(currency: str, written: Any, minor: int) -> None:
    assert order(currency=currency, total_price=written).total_minor == minor


def test_amounts_in_the_shops_currency_where_the_customer_saw_another() -> None:
    sets = {"shop_money": {"amount": "900.00", "currency_code": "INR"}}
    sent = {"kind": "refund", "status": "success", "amount": "10.00", "amount_set": sets}
    (refund,) = order(refunds=[{**SAID["refunds"][0], "transactions": [sent]}]).refunds
    assert refund.amount_minor == 90_000


def test_total_that_is_no_amount_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        heard({**SAID, "total_price": "free"})


@pytest.mark.parametrize("missing", ["id", "currency"])
def test_order_without_what_it_needs_is_unreadable(missing: str) -> None:
    with pytest.raises(Unreadable):
        Shopify().parse({}, RECORDING.saying([{**SAID, missing: None}]).body)


def test_order_of_nulls_is_still_an_order() -> None:
    needed = {
        "id": 1,
        "order_number": 1,
        "currency": "INR",
        "created_at": "2026-11-18T10:15:00Z",
        "line_items": None,
    }
    (told,) = heard(dict.fromkeys(SAID) | needed)
    assert isinstance(told, OrderData)
    assert (told.key, told.lines, told.total_minor) == ("1", (), 0)


@pytest.mark.parametrize("topic", ["draft_orders/create", "checkouts/update"])
def test_what_only_looks_like_an_order_is_ignored(topic: str) -> None:
    assert heard(SAID, topic) == (Ignored(topic),)


def test_draft_is_ignored_without_a_topic_too() -> None:
    draft = {key: SAID[key] for key in ("id", "name", "line_items", "total_price", "currency")}
    assert isinstance(Shopify().parse({}, RECORDING.saying({"draft_order": draft}).body)[0], Ignored)


def test_deleted_order_is_ignored() -> None:
    assert isinstance(heard({"id": 5501}, "orders/delete")[0], Ignored)


def test_answer_of_the_api_has_the_same_orders() -> None:
    assert len(heard({"orders": [SAID, SAID]})) == 2


def test_cancelled_order_says_when_and_why() -> None:
    told = order(cancelled_at="2026-11-19T00:00:00Z", cancel_reason="customer")
    assert told.cancelled_at == datetime(2026, 11, 19, tzinfo=UTC)
    assert told.cancel_reason == "customer"


@pytest.mark.parametrize(
    ("status", "shipment_status", "states"),
    [
        ("success", "delivered", [Moved.DELIVERED]),
        ("success", "attempted_delivery", [Moved.ATTEMPTED]),
        ("success", None, [Moved.PICKED_UP]),
        ("cancelled", "in_transit", [Moved.CANCELLED]),
        ("pending", None, []),
    ],
)
def test_parcels_stand_where_shopify_says(
    status: str, shipment_status: str | None, states: list[Moved]
) -> None:
    parcel = {**SAID["fulfillments"][0], "status": status, "shipment_status": shipment_status}
    (told,) = order(fulfillments=[parcel]).shipments
    assert [scan.state for scan in told.scans] == states


def test_fulfilment_alone_is_news_of_a_parcel() -> None:
    (told,) = heard({**SAID["fulfillments"][0], "order_id": 5501}, "fulfillments/update")
    at = datetime(2026, 11, 20, 4, tzinfo=UTC)
    assert told == ParcelNews("RF88213", "Raftaar", (ScanData(at, Moved.OUT_FOR_DELIVERY),))


def test_refund_alone_names_its_order() -> None:
    sent = [{"kind": "refund", "status": "success", "amount": "700.00", "currency": "INR"}]
    said = {**SAID["refunds"][0], "order_id": 5501, "transactions": sent}
    at = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)
    refund = RefundData("91", 70_000, at, "One pillow was torn", lines=(("72", 1),))
    assert heard(said, "refunds/create") == (RefundOnly("5501", "INR", refund),)


def test_one_event_of_two_topics_is_two_things_to_hear() -> None:
    keys = {
        Shopify().key_of({**RECORDING.headers, "X-Shopify-Topic": topic}, b"") for topic in ("a/b", "a/c")
    }
    assert len(keys) == 2


def test_another_delivery_of_the_same_event_has_the_same_key() -> None:
    again = {**RECORDING.headers, "X-Shopify-Webhook-Id": "another"}
    assert Shopify().key_of(again, b"") == Shopify().key_of(RECORDING.headers, b"")
