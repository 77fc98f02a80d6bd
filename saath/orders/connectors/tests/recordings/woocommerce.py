"""An order to be paid at the door, three pillows at a price that does not divide, sent and a part given back."""

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
    "id": 727,
    "number": "PT-727",
    "status": "processing",
    "currency": "INR",
    "date_created": "2026-11-18T10:15:00",
    "date_created_gmt": "2026-11-18T04:45:00",
    "date_modified": "2026-11-20T18:00:00",
    "date_modified_gmt": "2026-11-20T12:30:00",
    "date_paid": None,
    "date_paid_gmt": None,
    "date_completed": None,
    "total": "1049.00",
    "discount_total": "0.89",
    "shipping_total": "49.00",
    "total_tax": "107.14",
    "prices_include_tax": True,
    "customer_id": 0,
    "billing": {
        "first_name": "Sunita",
        "last_name": "Verma",
        "address_1": "12 Vijay Nagar",
        "city": "Indore",
        "state": "MP",
        "postcode": "452010",
        "country": "IN",
        "email": "sunita@example.in",
        "phone": "98250 12345",
    },
    "shipping": {"first_name": "", "address_1": "", "postcode": ""},
    "payment_method": "cod",
    "payment_method_title": "Cash on delivery",
    "transaction_id": "",
    "meta_data": [
        {
            "id": 5,
            "key": "_wc_shipment_tracking_items",
            "value": [
                {
                    "tracking_id": "t1",
                    "tracking_provider": "",
                    "custom_tracking_provider": "Raftaar",
                    "tracking_number": "RF88214",
                    "custom_tracking_link": "https://raftaar.example/RF88214",
                    "date_shipped": "1795132800",
                }
            ],
        }
    ],
    "line_items": [
        {
            "id": 315,
            "name": "Sukoon pillow &ndash; soft",
            "product_id": 93,
            "variation_id": 0,
            "quantity": 3,
            "subtotal": "893.75",
            "subtotal_tax": "107.25",
            "total": "892.86",
            "total_tax": "107.14",
            "sku": "SP-S",
            "price": 297.62,
        }
    ],
    "coupon_lines": [{"id": 1, "code": "welcome"}],
    "refunds": [{"id": 9, "reason": "Torn", "total": "-100.00"}],
}

ORDER = OrderData(
    key="727",
    number="PT-727",
    placed_at=datetime(2026, 11, 18, 4, 45, tzinfo=UTC),
    updated_at=datetime(2026, 11, 20, 12, 30, tzinfo=UTC),
    currency="INR",
    total_minor=104_900,
    buyer=BuyerData("", "Sunita Verma", "sunita@example.in", "98250 12345"),
    address=AddressData("Sunita Verma", ("12 Vijay Nagar",), "Indore", "MP", "452010", "IN", "98250 12345"),
    lines=(
        LineData(
            "315",
            "Sukoon pillow – soft",
            3,
            33_367,
            sku="SP-S",
            product_key="93",
            discount_minor=101,
            tax_minor=10_714,
        ),
    ),
    payments=(PaymentData("order", Method.COD, Paid.PENDING, 104_900, "Cash on delivery"),),
    shipments=(
        ShipmentData(
            "t1",
            "Raftaar",
            "RF88214",
            "https://raftaar.example/RF88214",
            scans=(ScanData(datetime(2026, 11, 20, tzinfo=UTC), Moved.PICKED_UP),),
        ),
    ),
    refunds=(RefundData("9", 10_000, datetime(2026, 11, 20, 12, 30, tzinfo=UTC), "Torn"),),
    discount_minor=89,
    shipping_minor=4_900,
    tax_minor=10_714,
    coupons=("welcome",),
    is_confirmed=True,
)

RECORDING = Recording(
    said=SAID,
    heard=(ORDER,),
    headers={"X-WC-Webhook-Topic": "order.updated", "X-WC-Webhook-Delivery-ID": "same-for-a-second"},
    proof="X-WC-Webhook-Signature",
)
