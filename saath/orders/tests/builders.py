"""Orders as a platform would tell of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from saath.orders.actions.connections import make_connection
from saath.orders.actions.take import Taken, take_orders
from saath.orders.data import (
    AddressData,
    BuyerData,
    LineData,
    OrderData,
    PaymentData,
    ProductData,
    RefundData,
    ReturnData,
    ScanData,
    ShipmentData,
    VariantData,
)
from saath.orders.models import Connection
from saath.orders.states import Method, Moved, Paid, ReturnState
from saath.stores.tests.builders import TEST

NOON = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SUNITA = BuyerData(key="501", name="Sunita Verma", email="sunita@example.in", phone="98250 12345")
INDORE = AddressData(
    name="Sunita Verma", lines=("12 Vijay Nagar",), city="Indore", region="MP", pincode="452010", country="IN"
)
SHEET = LineData(key="L1", title="Neelambari bedsheet", variant="King", quantity=1, unit_minor=149_700)
PILLOWS = LineData(key="L2", title="Sukoon pillow", quantity=2, unit_minor=70_000)

KING = VariantData("K", Decimal("2450.00"), "King", ("Size: King",), stock=3)
SINGLE = VariantData("S", Decimal("1290.00"), "Single", stock=None)


def make_platform(account: str = "paanch-takiye.example") -> Connection:
    """Make a connection that orders come from."""
    return make_connection(TEST, platform="csv", account=account, name="Our shop")


def order_data(key: str = "1", **changes: Any) -> OrderData:
    """Return an order of two things, paid by UPI, as it was told of `hours` after it was placed."""
    hours = changes.pop("hours", 0)
    told: dict[str, Any] = {
        "key": key,
        "number": f"PT-2041{key}",
        "placed_at": NOON,
        "updated_at": NOON + timedelta(hours=hours),
        "currency": "INR",
        "total_minor": 289_700,
        "buyer": SUNITA,
        "address": INDORE,
        "lines": (SHEET, PILLOWS),
        "payments": (PaymentData("P1", Method.UPI, Paid.PAID, 289_700, "razorpay", "4321"),),
        "is_confirmed": True,
    }
    return OrderData(**{**told, **changes})


def whole_order() -> OrderData:
    """Return an order with everything that can be in one."""
    parcel = ShipmentData(
        "S1", "Raftaar", "RF88213", scans=(ScanData(NOON, Moved.PICKED_UP, "Picked up", "Indore"),)
    )
    refund = RefundData("R1", 10_000, NOON, "Torn", lines=(("L2", 1),))
    returned = ReturnData("T1", ReturnState.ASKED, NOON, "Torn", lines=(("L2", 1),))
    return order_data(shipments=(parcel,), refunds=(refund,), returns=(returned,))


def sheet(hours: int = 0, **changes: Any) -> ProductData:
    """Return a product of two kinds, as it was told of `hours` after noon."""
    told: dict[str, Any] = {
        "key": "1",
        "title": "Neelambari bedsheet",
        "updated_at": NOON + timedelta(hours=hours),
        "variants": (KING, SINGLE),
        "kind": "Bedsheets",
    }
    return ProductData(**{**told, **changes})


def take(connection: Connection, *told: OrderData) -> Taken:
    """Take orders as news."""
    return take_orders(TEST, connection, told=told)
