"""Reads of orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.core.errors import NotFound
from saath.core.money import Money
from saath.customers.models import Customer
from saath.orders.models import CustomerFigures, Line, Order, Scan, Shipment
from saath.orders.numbers import number_key
from saath.tenancy.actor import Actor

MOST_LINES = 50


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel and the newest thing that was said of it, if anything was."""

    shipment: Shipment
    newest: Scan | None


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order with what is in it and where that is."""

    order: Order
    lines: Sequence[Line]
    parcels: Sequence[Parcel]


def orders_of(actor: Actor, customer: Customer, *, most: int) -> Sequence[Order]:
    """Return the newest orders of a customer; raises `Forbidden`."""
    actor.require("order.read")
    return list(Order.objects.filter(customer=customer).newest_first()[:most])


def get_order(actor: Actor, public_id: UUID) -> Order:
    """Return one order; raises `Forbidden`, `NotFound`."""
    actor.require("order.read")
    found = Order.objects.select_related("customer", "connection").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def orders_numbered(actor: Actor, written: str, *, most: int = 5) -> Sequence[Order]:
    """Return the newest orders that are called so, in any spelling; raises `Forbidden`."""
    actor.require("order.read")
    key = number_key(written)
    found = Order.objects.select_related("customer").filter(number_key=key)
    return list(found.newest_first()[:most]) if key else []


def titles_of(orders: Sequence[Order]) -> dict[int, list[str]]:
    """Return what things are in each of some orders, by its id."""
    titles: dict[int, list[str]] = {order.pk: [] for order in orders}
    lines = Line.objects.filter(order__in=titles, place__lt=MOST_LINES).order_by("order", "place")
    for order, title, variant in lines.values_list("order", "title", "variant"):
        titles[order].append(f"{title} {variant}".strip())
    return titles


def shown_order(actor: Actor, order: Order) -> OrderShown:
    """Return an order with what is in it and where that is, in three statements; raises `Forbidden`."""
    actor.require("order.read")
    lines = list(Line.objects.filter(order=order).order_by("place", "id")[:MOST_LINES])
    shipments = list(Shipment.objects.there().filter(order=order).order_by("id"))
    scans = Scan.objects.filter(shipment__in=shipments).order_by("at", "id") if shipments else ()
    newest = {scan.shipment_id: scan for scan in scans}
    return OrderShown(order, lines, [Parcel(each, newest.get(each.pk)) for each in shipments])


def spent_by(actor: Actor, customer: Customer) -> Sequence[tuple[int, Money]]:
    """Return how many orders a customer has and what they spent, for each currency, the most first; raises `Forbidden`."""
    actor.require("order.read")
    rows = CustomerFigures.objects.filter(customer=customer).exclude(orders=0).order_by("-orders", "currency")
    return [(row.orders, Money(row.spent_minor, row.currency)) for row in rows]
