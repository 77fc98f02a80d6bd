"""Orders as a program sends them: whole, by keys of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field, StringConstraints, model_validator

from saath.api.shapes import Day, Input, Moment, Shape, Whole, Yes
from saath.api.shapes.money import MoneyInput
from saath.orders.actions.send import MOST, Sent
from saath.orders.data import (
    AddressData,
    BuyerData,
    LineData,
    OrderData,
    PaymentData,
    RefundData,
    ReturnData,
    ScanData,
    ShipmentData,
)
from saath.orders.states import Method, Moved, Paid, ReturnState

EARLIEST, LATEST = datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def _in_our_time(at: datetime) -> datetime:
    if not EARLIEST <= at < LATEST:
        raise ValueError(_("It is a time such as 2026-11-23T09:30:00Z."))
    return at


At = Annotated[Moment, AfterValidator(_in_our_time)]
Key = Annotated[str, StringConstraints(min_length=1, max_length=80)]
OwnKey = Annotated[str, StringConstraints(max_length=80)]
# Pydantic would copy an empty list for each thing that has none.
NONE: Any = ()
Pieces = Annotated[Whole, Field(ge=1, le=100_000)]


class BuyerInput(Input):
    """Who bought. `external_id` is your own name of them, the same as in `/customers/bulk`."""

    external_id: OwnKey = ""
    name: str = Field("", max_length=200)
    email: str = Field("", max_length=320)
    phone: str = Field("", max_length=40)


class AddressInput(Input):
    """Where it goes; `country` is two letters (ISO 3166-1)."""

    name: str = Field("", max_length=200)
    lines: list[Annotated[str, StringConstraints(max_length=200)]] = Field(NONE, max_length=6)
    city: str = Field("", max_length=120)
    region: str = Field("", max_length=120)
    pincode: str = Field("", max_length=12)
    country: str = Field("", pattern="^([A-Z]{2})?$")
    phone: str = Field("", max_length=40)


class LineInput(Input):
    """So many pieces of one thing. `discount` and `tax` are of the whole line. Without an `external_id` it is its place."""

    external_id: OwnKey = ""
    title: str = Field(min_length=1, max_length=300)
    variant: str = Field("", max_length=200)
    sku: str = Field("", max_length=120)
    product_external_id: OwnKey = ""
    variant_external_id: OwnKey = ""
    quantity: Pieces = 1
    price: MoneyInput
    discount: MoneyInput | None = None
    tax: MoneyInput | None = None


class PieceInput(Input):
    """So many pieces of a line."""

    line_external_id: Key
    quantity: Pieces


class PaymentInput(Input):
    """Money that came or is to come."""

    external_id: Key
    method: Literal["cod", "upi", "card", "net_banking", "wallet", "emi", "gift_card", "credit", "other"]
    state: Literal["pending", "paid", "failed"]
    amount: MoneyInput
    gateway: str = Field("", max_length=60)
    reference: str = Field("", max_length=120)
    at: At | None = None


class ScanInput(Input):
    """One thing that was said of a parcel on its way."""

    at: At
    state: Literal[
        "label", "picked_up", "in_transit", "out_for_delivery", "attempted", "available", "delivered",
        "rto_started", "rto_in_transit", "rto_delivered", "exception", "lost", "cancelled",
    ]  # fmt: skip
    text: str = Field("", max_length=300)
    place: str = Field("", max_length=120)


class ShipmentInput(Input):
    """A parcel; one without `lines` has all that is in the order. Scans are only ever added."""

    external_id: Key
    courier: str = Field("", max_length=80)
    tracking_number: str = Field("", max_length=60)
    url: str = Field("", max_length=500)
    promised_on: Day | None = None
    lines: list[PieceInput] = Field(NONE, max_length=200)
    scans: list[ScanInput] = Field(NONE, max_length=100)


class RefundInput(Input):
    """Money that went back."""

    external_id: Key
    amount: MoneyInput
    at: At
    reason: str = Field("", max_length=200)
    reference: str = Field("", max_length=120)
    lines: list[PieceInput] = Field(NONE, max_length=200)


class ReturnInput(Input):
    """Goods that come back, or are to be exchanged."""

    external_id: Key
    state: Literal["asked", "approved", "on_its_way", "received", "refused", "closed", "cancelled"]
    asked_at: At
    reason: str = Field("", max_length=200)
    is_exchange: Yes = False
    lines: list[PieceInput] = Field(NONE, max_length=200)


class OrderInput(Input):
    """An order as it stood at `updated_at`, whole: what is not in it is not there any more, but for scans.

    An order of an older `updated_at` than the one that is known changes nothing. All amounts are of one currency. `total` is
    what the customer pays in all, before anything is given back. Without `returns` those that are known stay.
    """

    external_id: Key
    number: str = Field("", max_length=60, description="What people call it; without it its external_id")
    placed_at: At
    updated_at: At
    total: MoneyInput
    customer: BuyerInput | None = None
    address: AddressInput | None = None
    lines: list[LineInput] = Field(NONE, max_length=200)
    payments: list[PaymentInput] = Field(NONE, max_length=50)
    shipments: list[ShipmentInput] = Field(NONE, max_length=50)
    refunds: list[RefundInput] = Field(NONE, max_length=50)
    returns: list[ReturnInput] | None = Field(None, max_length=50)
    discount: MoneyInput | None = None
    shipping: MoneyInput | None = None
    tax: MoneyInput | None = None
    coupons: list[Annotated[str, StringConstraints(max_length=60)]] = Field(NONE, max_length=20)
    is_confirmed: Yes = True
    promised_on: Day | None = None
    cancelled_at: At | None = None
    cancel_reason: str = Field("", max_length=200)
    url: str = Field("", max_length=500)

    @model_validator(mode="after")
    def _of_one_currency(self) -> Self:
        if any(each.currency != self.total.currency for each in self._amounts()):
            raise ValueError(_("All amounts of an order are in one currency."))
        return self

    def _amounts(self) -> Iterator[MoneyInput]:
        for line in self.lines:
            yield from filter(None, (line.price, line.discount, line.tax))
        yield from (each.amount for each in self.payments)
        yield from (each.amount for each in self.refunds)
        yield from filter(None, (self.discount, self.shipping, self.tax))


class OrdersInput(Input):
    """Up to 1,000 orders. `is_history` says that nothing of it is news: nobody is told of each."""

    orders: list[OrderInput] = Field(min_length=1, max_length=MOST)
    is_history: Yes = False


class SentThing(Shape):
    """What became of one: `same` where it was known so already, or newer."""

    external_id: str
    id: UUID
    outcome: Literal["new", "changed", "same"]


class SentFault(Shape):
    """What is wrong with one: `pointer` is its place (RFC 6901), in the body or in the line that it came on."""

    pointer: str
    line: int = Field(0, description="Not there where it came in a list")
    detail: str


class SentThings(Shape):
    """What became of each, in the order in which they were sent; what was sent twice is told once.

    `errors` are those that were left out with `?partial=true`.
    """

    results: list[SentThing]
    errors: list[SentFault] = []


def sent_shape(sent: Sequence[Sent]) -> SentThings:
    """Return what became of what was sent."""
    results = [
        SentThing(external_id=each.key, id=each.public_id, outcome=each.outcome.value) for each in sent
    ]
    return SentThings(results=results)


def order_data(sent: OrderInput) -> OrderData:
    """Return an order as the shop's connectors read one."""
    return OrderData(
        key=sent.external_id,
        number=sent.number,
        placed_at=_utc(sent.placed_at),
        updated_at=_utc(sent.updated_at),
        currency=sent.total.currency,
        total_minor=sent.total.amount,
        buyer=_buyer(sent.customer),
        address=address_data(sent.address) if sent.address else AddressData(),
        lines=tuple(_line(each, place) for place, each in enumerate(sent.lines)),
        payments=tuple(_payment(each) for each in sent.payments),
        shipments=tuple(_shipment(each) for each in sent.shipments),
        refunds=tuple(_refund(each) for each in sent.refunds),
        returns=None if sent.returns is None else tuple(_return(each) for each in sent.returns),
        discount_minor=_minor(sent.discount),
        shipping_minor=_minor(sent.shipping),
        tax_minor=_minor(sent.tax),
        coupons=tuple(sent.coupons),
        is_confirmed=sent.is_confirmed,
        promised_on=sent.promised_on,
        cancelled_at=_utc(sent.cancelled_at) if sent.cancelled_at else None,
        cancel_reason=sent.cancel_reason,
        url=sent.url,
    )


def _utc(at: datetime) -> datetime:
    """Return a time in UTC, so that one told in another zone is the same telling."""
    return at.astimezone(UTC)


def _minor(amount: MoneyInput | None) -> int:
    return amount.amount if amount else 0


def _buyer(sent: BuyerInput | None) -> BuyerData:
    return BuyerData(sent.external_id, sent.name, sent.email, sent.phone) if sent else BuyerData()


def address_data(sent: AddressInput) -> AddressData:
    """Return an address as orders have it."""
    lines = tuple(sent.lines)
    return AddressData(sent.name, lines, sent.city, sent.region, sent.pincode, sent.country, sent.phone)


def _line(sent: LineInput, place: int) -> LineData:
    return LineData(
        key=sent.external_id or str(place),
        title=sent.title,
        quantity=sent.quantity,
        unit_minor=sent.price.amount,
        variant=sent.variant,
        sku=sent.sku,
        product_key=sent.product_external_id,
        variant_key=sent.variant_external_id,
        discount_minor=_minor(sent.discount),
        tax_minor=_minor(sent.tax),
    )


def _payment(sent: PaymentInput) -> PaymentData:
    return PaymentData(
        sent.external_id,
        Method(sent.method),
        Paid(sent.state),
        sent.amount.amount,
        sent.gateway,
        sent.reference,
        _utc(sent.at) if sent.at else None,
    )


def _shipment(sent: ShipmentInput) -> ShipmentData:
    return ShipmentData(
        key=sent.external_id,
        courier=sent.courier,
        awb=sent.tracking_number,
        url=sent.url,
        promised_on=sent.promised_on,
        lines=pieces(sent.lines),
        scans=tuple(ScanData(_utc(each.at), Moved(each.state), each.text, each.place) for each in sent.scans),
    )


def _refund(sent: RefundInput) -> RefundData:
    return RefundData(
        sent.external_id,
        sent.amount.amount,
        _utc(sent.at),
        sent.reason,
        sent.reference,
        pieces(sent.lines),
    )


def _return(sent: ReturnInput) -> ReturnData:
    return ReturnData(
        sent.external_id,
        ReturnState(sent.state),
        _utc(sent.asked_at),
        sent.reason,
        sent.is_exchange,
        pieces(sent.lines),
    )


def pieces(sent: list[PieceInput]) -> tuple[tuple[str, int], ...]:
    """Return pieces by the keys of their lines."""
    return tuple((each.line_external_id, each.quantity) for each in sent)
