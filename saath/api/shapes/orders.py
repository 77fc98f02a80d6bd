"""What orders, parcels and what is done to them look like outside."""

from __future__ import annotations

from datetime import date, datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import Field

from saath.api.shapes import Paging, Shape
from saath.api.shapes.money import Money, money
from saath.orders.models import Line as LineRow
from saath.orders.models import Order as Row
from saath.orders.models import Payment as PaymentRow
from saath.orders.models import Refund as RefundRow
from saath.orders.models import Return as ReturnRow
from saath.orders.whole import ParcelShown, WholeOrder

OrderState = Literal[
    "placed", "confirmed", "packed", "shipped", "out_for_delivery", "attempted", "delivered", "returning", "returned",
    "lost", "cancelled",
]  # fmt: skip


class Address(Shape):
    """Where it goes."""

    name: str
    lines: list[str]
    city: str
    region: str
    pincode: str
    country: str
    phone: str


class Line(Shape):
    """So many pieces of one thing, at the price of that day; `discount` and `tax` are of the whole line."""

    external_id: str
    title: str
    variant: str
    sku: str
    product_external_id: str
    variant_external_id: str
    quantity: int
    price: Money
    discount: Money
    tax: Money


class Piece(Shape):
    """So many pieces of a line."""

    line_external_id: str
    quantity: int


class Payment(Shape):
    """Money that came or is to come."""

    external_id: str
    method: str
    state: Literal["pending", "paid", "failed"]
    amount: Money
    gateway: str
    reference: str
    at: datetime | None


class Scan(Shape):
    """One thing that was said of a parcel."""

    at: datetime
    state: str
    text: str
    place: str


class Shipment(Shape):
    """A parcel, with what was said of it, newest first."""

    id: UUID
    external_id: str
    courier: str
    tracking_number: str
    url: str
    state: str
    promised_on: date | None
    left_at: datetime | None
    arrived_at: datetime | None
    lines: list[Piece]
    scans: list[Scan]


class Refund(Shape):
    """Money that went back."""

    id: UUID
    external_id: str
    amount: Money
    at: datetime
    reason: str
    reference: str
    lines: list[Piece]


class Return(Shape):
    """Goods that come back, or are to be exchanged."""

    id: UUID
    external_id: str
    state: str
    asked_at: datetime
    reason: str
    is_exchange: bool
    lines: list[Piece]


class Parts(Shape):
    """What is in an order, what was paid for it, and where it is."""

    lines: list[Line]
    payments: list[Payment]
    shipments: list[Shipment]
    refunds: list[Refund]
    returns: list[Return]


class Order(Shape):
    """What a customer has bought at one time, as its platform last told of it.

    `parts` are there with `?include=parts`, of one order.
    """

    includes: ClassVar[frozenset[str]] = frozenset({"parts"})

    id: UUID
    external_id: str
    connection_id: UUID = Field(description="From where it came: a platform, files, or your programs")
    number: str
    state: OrderState
    method: str
    customer_id: UUID
    customer_name: str
    total: Money
    discount: Money
    shipping: Money
    tax: Money
    paid: Money
    refunded: Money
    coupons: list[str]
    address: Address
    quantity: int
    first_title: str
    is_confirmed: bool
    is_all_shipped: bool
    placed_at: datetime
    updated_at: datetime
    promised_on: date | None
    expected_on: date | None
    shipped_at: datetime | None
    delivered_at: datetime | None
    cancelled_at: datetime | None
    cancel_reason: str
    url: str
    parts: Parts | None = None


class OrdersAsked(Paging):
    """Which orders, newest first: all, of one state or customer, or the newest fifty that `q` finds.

    `q` is a number in any spelling, that of a parcel, or the buyer's address or telephone.
    """

    state: OrderState | None = None
    customer: UUID | None = None
    q: str = Field("", max_length=320)


def order_shape(row: Row, parts: WholeOrder | None = None) -> Order:
    """Return an order, read with its customer and connection, as programs see it."""
    return Order(
        id=row.public_id,
        external_id=row.key,
        connection_id=row.connection.public_id,
        number=row.number,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        method=row.method,
        customer_id=row.customer.public_id,
        customer_name=row.customer.name,
        total=money(row.total_minor, row.currency),
        discount=money(row.discount_minor, row.currency),
        shipping=money(row.shipping_minor, row.currency),
        tax=money(row.tax_minor, row.currency),
        paid=money(row.paid_minor, row.currency),
        refunded=money(row.refunded_minor, row.currency),
        coupons=row.coupons,
        address=_address(row),
        quantity=row.pieces,
        first_title=row.first_title,
        is_confirmed=row.is_confirmed,
        is_all_shipped=row.is_all_shipped,
        placed_at=row.placed_at,
        updated_at=row.version,
        promised_on=row.promised_on,
        expected_on=row.expected_on,
        shipped_at=row.shipped_at,
        delivered_at=row.delivered_at,
        cancelled_at=row.cancelled_at,
        cancel_reason=row.cancel_reason,
        url=row.url,
        parts=_parts(parts, row.currency) if parts else None,
    )


def shipment_shape(parcel: ParcelShown) -> Shipment:
    """Return a parcel as programs see it."""
    row, scans = parcel.shipment, parcel.scans
    return Shipment(
        id=row.public_id,
        external_id=row.key,
        courier=row.courier,
        tracking_number=row.awb,
        url=row.url,
        state=row.state,
        promised_on=row.promised_on,
        left_at=row.left_at,
        arrived_at=row.arrived_at,
        lines=_pieces(row.lines),
        scans=[Scan(at=each.at, state=each.state, text=each.text, place=each.place) for each in scans],
    )


def _address(row: Row) -> Address:
    kept = row.address
    named = {
        name: str(kept.get(name, "")) for name in ("name", "city", "region", "pincode", "country", "phone")
    }
    return Address(lines=[str(each) for each in kept.get("lines") or ()], **named)


def _parts(parts: WholeOrder, currency: str) -> Parts:
    return Parts(
        lines=[_line(each.line, currency) for each in parts.lines],
        payments=[
            _payment(each.row, currency) for each in parts.payments if isinstance(each.row, PaymentRow)
        ],
        shipments=[shipment_shape(each) for each in parts.parcels],
        refunds=[_refund(each.row, currency) for each in parts.refunds if isinstance(each.row, RefundRow)],
        returns=[_return(each.row) for each in parts.returns if isinstance(each.row, ReturnRow)],
    )


def _line(row: LineRow, currency: str) -> Line:
    return Line(
        external_id=row.key,
        title=row.title,
        variant=row.variant,
        sku=row.sku,
        product_external_id=row.product_key,
        variant_external_id=row.variant_key,
        quantity=row.quantity,
        price=money(row.unit_minor, currency),
        discount=money(row.discount_minor, currency),
        tax=money(row.tax_minor, currency),
    )


def _payment(row: PaymentRow, currency: str) -> Payment:
    return Payment(
        external_id=row.key,
        method=row.method,
        state=row.state,  # type: ignore[arg-type]  # a choice of the model
        amount=money(row.amount_minor, currency),
        gateway=row.gateway,
        reference=row.reference,
        at=row.at,
    )


def _refund(row: RefundRow, currency: str) -> Refund:
    return Refund(
        id=row.public_id,
        external_id=row.key,
        amount=money(row.amount_minor, currency),
        at=row.at,
        reason=row.reason,
        reference=row.reference,
        lines=_pieces(row.lines),
    )


def _return(row: ReturnRow) -> Return:
    return Return(
        id=row.public_id,
        external_id=row.key,
        state=row.state,
        asked_at=row.asked_at,
        reason=row.reason,
        is_exchange=row.is_exchange,
        lines=_pieces(row.lines),
    )


def _pieces(kept: list[list[object]]) -> list[Piece]:
    return [Piece(line_external_id=str(key), quantity=int(str(count))) for key, count in kept]
