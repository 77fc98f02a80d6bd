"""From what a connector read to rows: no decisions and no queries, only what goes into which column."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

from django.db.models import CharField, Model

from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.phone_numbers import HERE, phone_key
from saath.core.text import storable
from saath.core.web_addresses import web_address
from saath.orders import rules
from saath.orders.data import BuyerData, OrderData, RefundData, ScanData, ShipmentData
from saath.orders.models import Connection, Line, Order, Payment, Refund, Return, Scan, Shipment
from saath.orders.numbers import number_key
from saath.orders.states import Moved
from saath.tenancy.many_rows import new_row

Row = TypeVar("Row", bound=Model)


def digest_of(data: OrderData) -> str:
    """Return what two tellings of one minute are told apart by.

    When money went back and what comes back are kept apart, and tell nothing: not all who tell know of them.
    """
    refunds = tuple(replace(refund, at=data.placed_at) for refund in data.refunds)
    said = replace(data, refunds=refunds, returns=())
    return hashlib.sha256(repr(said).encode()).hexdigest()


def fields_of(data: OrderData, *, digest: str) -> dict[str, Any]:
    """Return the columns of an order that its platform decides; where it stands follows from its parcels."""
    first = data.lines[0] if data.lines else None
    return fitting(
        Order,
        number=data.number or data.key,
        number_key=number_key(data.number or data.key),
        email_key=email_key_of(data.buyer),
        phone_key=phone_key_of(data),
        method=rules.method_of(data.payments) or "",
        currency=data.currency.upper(),
        total_minor=data.total_minor,
        discount_minor=data.discount_minor,
        shipping_minor=data.shipping_minor,
        tax_minor=data.tax_minor,
        paid_minor=rules.paid_minor(data.payments),
        refunded_minor=sum(refund.amount_minor for refund in data.refunds),
        coupons=list(data.coupons),
        address={**_values(data.address), "lines": list(data.address.lines)},
        pincode=data.address.pincode.replace(" ", ""),
        pieces=rules.pieces_of(data),
        first_title=" ".join(filter(None, (first.title, first.variant))) if first else "",
        is_confirmed=data.is_confirmed,
        is_all_shipped=rules.is_all_shipped(data),
        placed_at=data.placed_at,
        promised_on=data.promised_on,
        cancelled_at=data.cancelled_at,
        cancel_reason=data.cancel_reason,
        url=_link(data.url),
        version=data.updated_at,
        digest=digest,
    )


def lines_of(order: Order, data: OrderData) -> Iterator[Line]:
    """Return the things of an order, in the order of the platform."""
    for place, line in enumerate(data.lines):
        yield _row(Line, order, place=place, **_values(line))


def payments_of(order: Order, data: OrderData) -> Iterator[Payment]:
    """Return the payments of an order."""
    return (_row(Payment, order, **_values(payment)) for payment in data.payments)


def refunds_of(order: Order, data: OrderData) -> Iterator[Refund]:
    """Return what was given back for an order."""
    return (refund_row(order, refund) for refund in data.refunds)


def refund_row(order: Order, refund: RefundData) -> Refund:
    """Return one thing that was given back for an order."""
    return _row(Refund, order, **_listed(_values(refund)))


def returns_of(order: Order, data: OrderData) -> Iterator[Return]:
    """Return what comes back of an order, nothing where that is not known."""
    return (_row(Return, order, **_listed(_values(returned))) for returned in data.returns or ())


def shipments_of(order: Order, data: OrderData) -> Iterator[Shipment]:
    """Return the parcels of an order, without what was said of them."""
    return (shipment_row(order, shipment) for shipment in data.shipments)


def shipment_row(order: Order, shipment: ShipmentData) -> Shipment:
    """Return one parcel of an order, where its own scans put it."""
    values = _listed(_values(shipment))
    del values["scans"]
    values["url"] = _link(shipment.url)
    standing = standing_of(shipment.scans)
    return _row(Shipment, order, awb_key=number_key(shipment.awb), **standing, **values)


# What follows from the scans of a parcel, and from nothing else.
STANDING = ("state", "left_at", "arrived_at", "heard_at")


def standing_of(scans: Sequence[ScanData]) -> dict[str, Any]:
    """Return what follows for a parcel from all that was said of it."""
    state = rules.parcel_state(scans)
    arrived_at = rules.delivered_at(scans) if state == Moved.DELIVERED else None
    heard_at = max((scan.at for scan in scans), default=None)
    return dict(zip(STANDING, (state, rules.picked_up_at(scans), arrived_at, heard_at), strict=True))


def scan_row(shipment: Shipment, scan: ScanData) -> Scan:
    """Return one thing that was said of a parcel; its key is the same each time that it is said."""
    said = f"{scan.at.isoformat()}|{scan.state}|{scan.text}|{scan.place}"
    key = hashlib.sha256(said.encode()).hexdigest()[:32]
    return new_row(Scan, shipment_id=shipment.pk, key=key, **fitting(Scan, **_values(scan)))


def scan_data(scan: Scan) -> ScanData:
    """Return what was said of a parcel, from its row."""
    return ScanData(scan.at, Moved(scan.state), scan.text, scan.place)


def ways_of(connection: Connection, data: OrderData) -> list[tuple[str, str, str]]:
    """Return by what a buyer can be known, the surest first: namespace, key and address as written.

    A number counts where nothing else is there: families share one.
    """
    buyer, ways = data.buyer, []
    if buyer.key:
        ways.append((connection.namespace, buyer.key, buyer.email or buyer.phone or buyer.name))
    if email := email_key_of(buyer):
        ways.append(("email", email, buyer.email.strip()))
    if not ways and (phone := phone_key_of(data)):
        ways.append(("phone", phone, buyer.phone or data.address.phone))
    return ways or [(connection.namespace, f"order:{data.key}", data.number)]


def email_key_of(buyer: BuyerData) -> str:
    """Return the address of a buyer as identities compare it, "" for none and for what is none."""
    try:
        return canonical_key(buyer.email.strip()) if buyer.email.strip() else ""
    except BadAddress:
        return ""


def phone_key_of(data: OrderData) -> str:
    """Return the number of a buyer, or of where it goes, as identities compare it."""
    region = data.address.country or HERE
    return phone_key(data.buyer.phone, region=region) or phone_key(data.address.phone, region=region)


def fitting(model: type[Model], **values: Any) -> dict[str, Any]:
    """Return values as the columns of a model take them: text without what no database stores, cut to its length."""
    for name, length in _lengths(model):
        value = values.get(name, "")
        if type(value) is not str or len(value) > length or not value.isprintable():
            values[name] = storable(str(value))[:length]
    return values


@cache
def _lengths(model: type[Model]) -> Sequence[tuple[str, int]]:
    """Return the columns of texts that have a length, with it."""
    fields = [field for field in model._meta.concrete_fields if isinstance(field, CharField)]
    return [(field.name, field.max_length or sys.maxsize) for field in fields]


def _row(model: type[Row], order: Order, **values: Any) -> Row:
    return new_row(model, order_id=order.pk, **fitting(model, **values))


def _values(data: Any) -> dict[str, Any]:
    """Return the fields of a dataclass as they are: `asdict` would copy all that is in them."""
    return {name: getattr(data, name) for name in data.__slots__}


def _listed(values: dict[str, Any]) -> dict[str, Any]:
    return {**values, "lines": [list(pair) for pair in values["lines"]]}


def _link(written: str) -> str:
    """Return an address that a colleague's browser may be sent to, "" for any other."""
    return written if web_address(written) else ""
