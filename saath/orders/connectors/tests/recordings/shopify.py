"""An order of two things, a part of it sent, one pillow given back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from saath.orders.connectors.tests.contract import Recording
from saath.orders.data import (
    AddressData,
    BuyerData,
    LineData,
    OrderData,
    PaymentData,
    RefundData,
    ScanData,
    ShipmentData,
)
from saath.orders.states import Method, Moved, Paid

SAID: dict[str, Any] = {
    "id": 5501,
    "name": "#PT-20418",
    "order_number": 20418,
    "created_at": "2026-11-18T10:15:00+05:30",
    "processed_at": "2026-11-18T10:15:00+05:30",
    "updated_at": "2026-11-20T18:00:00+05:30",
    "cancelled_at": None,
    "cancel_reason": None,
    "confirmed": True,
    "currency": "INR",
    "total_price": "2747.00",
    "total_discounts": "150.00",
    "total_tax": "294.32",
    "taxes_included": True,
    "financial_status": "partially_refunded",
    "fulfillment_status": "partial",
    "payment_gateway_names": ["UPI by Vyapar"],
    "email": "sunita@example.in",
    "phone": None,
    "discount_codes": [{"code": "DIWALI", "amount": "150.00", "type": "fixed_amount"}],
    "customer": {"id": 901, "first_name": "Sunita", "last_name": "Verma", "phone": "+919825012345"},
    "shipping_address": {
        "name": "Sunita Verma",
        "address1": "12 Vijay Nagar",
        "address2": "",
        "city": "Indore",
        "province": "Madhya Pradesh",
        "zip": "452010",
        "country_code": "IN",
        "phone": "98250 12345",
    },
    "line_items": [
        {
            "id": 71,
            "product_id": 31,
            "variant_id": 41,
            "title": "Neelambari bedsheet",
            "variant_title": "King",
            "sku": "NB-K",
            "quantity": 1,
            "price": "1497.00",
            "total_discount": "0.00",
            "discount_allocations": [{"amount": "150.00"}],
            "tax_lines": [{"title": "IGST", "price": "144.32", "rate": 0.12}],
        },
        {
            "id": 72,
            "product_id": 32,
            "variant_id": 42,
            "title": "Sukoon pillow",
            "variant_title": "Default Title",
            "sku": "",
            "quantity": 2,
            "price": "700.00",
            "discount_allocations": [],
            "tax_lines": [{"title": "IGST", "price": "150.00", "rate": 0.12}],
        },
    ],
    "shipping_lines": [{"title": "Standard", "price": "0.00"}],
    "fulfillments": [
        {
            "id": 81,
            "status": "success",
            "created_at": "2026-11-19T11:00:00+05:30",
            "updated_at": "2026-11-20T09:30:00+05:30",
            "tracking_company": "Raftaar",
            "tracking_number": "RF88213",
            "tracking_url": "https://raftaar.example/RF88213",
            "shipment_status": "out_for_delivery",
            "line_items": [{"id": 71, "quantity": 1}],
        }
    ],
    "refunds": [
        {
            "id": 91,
            "created_at": "2026-11-20T18:00:00+05:30",
            "note": "One pillow was torn",
            "refund_line_items": [{"line_item_id": 72, "quantity": 1}],
            "transactions": [
                {"kind": "refund", "status": "success", "amount": "700.00", "authorization": "rfnd_1"},
                {"kind": "refund", "status": "failure", "amount": "700.00"},
            ],
        }
    ],
}

ORDER = OrderData(
    key="5501",
    number="#PT-20418",
    placed_at=datetime(2026, 11, 18, 4, 45, tzinfo=UTC),
    updated_at=datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
    currency="INR",
    total_minor=274_700,
    buyer=BuyerData("901", "Sunita Verma", "sunita@example.in", "+919825012345"),
    address=AddressData(
        "Sunita Verma", ("12 Vijay Nagar",), "Indore", "Madhya Pradesh", "452010", "IN", "98250 12345"
    ),
    lines=(
        LineData("71", "Neelambari bedsheet", 1, 149_700, "King", "NB-K", "31", "41", 15_000, 14_432),
        LineData("72", "Sukoon pillow", 2, 70_000, "", "", "32", "42", 0, 15_000),
    ),
    payments=(
        PaymentData(
            "order",
            Method.UPI,
            Paid.PAID,
            274_700,
            "UPI by Vyapar",
            at=datetime(2026, 11, 18, 4, 45, tzinfo=UTC),
        ),
    ),
    shipments=(
        ShipmentData(
            "81",
            "Raftaar",
            "RF88213",
            "https://raftaar.example/RF88213",
            lines=(("71", 1),),
            scans=(ScanData(datetime(2026, 11, 20, 4, tzinfo=UTC), Moved.OUT_FOR_DELIVERY),),
        ),
    ),
    refunds=(
        RefundData(
            "91",
            70_000,
            datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
            "One pillow was torn",
            "rfnd_1",
            (("72", 1),),
        ),
    ),
    discount_minor=15_000,
    tax_minor=29_432,
    coupons=("DIWALI",),
    is_confirmed=True,
    url="https://paanch-takiye.myshopify.com/admin/orders/5501",
)

RECORDING = Recording(
    said=SAID,
    heard=(ORDER,),
    headers={
        "X-Shopify-Topic": "orders/updated",
        "X-Shopify-Event-Id": "0190-event",
        "X-Shopify-Webhook-Id": "0190-delivery",
        "X-Shopify-Shop-Domain": "paanch-takiye.myshopify.com",
    },
    proof="X-Shopify-Hmac-SHA256",
)
