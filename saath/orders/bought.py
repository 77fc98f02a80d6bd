"""What a customer has bought in all: read beside their row, and as a list of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from saath.core.money import Money
from saath.core.paging import page_of
from saath.core.phone_numbers import phone_key
from saath.customers.models import Customer
from saath.orders.models import CustomerFigures, Order
from saath.orders.numbers import number_key
from saath.orders.states import State
from saath.tenancy.actor import Actor
from saath.tenancy.nested import NestedRows, moment_of

PAGE = 50
MOST_BESIDE = 5
FIGURES = ("currency", "orders", "spent_minor", "refunded_minor", "cancelled", "returned")
ORDER = ("public_id", "number", "state", "total_minor", "currency", "first_title", "placed_at")


@dataclass(frozen=True, slots=True)
class Lifetime:
    """What all orders of a customer in one currency add up to; `orders` leaves cancelled ones out."""

    orders: int
    spent: Money
    refunded: Money
    cancelled: int
    returned: int


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order in a few words."""

    public_id: UUID
    number: str
    state: State
    total: Money
    title: str
    placed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bought:
    """What a customer has bought, the currency of most orders first, and their newest orders."""

    lifetimes: tuple[Lifetime, ...]
    newest: tuple[OrderLine, ...]
    has_telephone: bool = False
    has_place: bool = False

    @property
    def last_at(self) -> datetime | None:
        """When they ordered last."""
        return self.newest[0].placed_at if self.newest else None


@dataclass(frozen=True, slots=True)
class OrderList:
    """Some orders, and the cursor of those before, empty where there are none."""

    rows: tuple[OrderLine, ...]
    next_cursor: str


def bought_beside() -> Mapping[str, Any]:
    """Return what to ask beside customers, so that `bought_by` costs no statement of its own."""
    figures = CustomerFigures.objects.filter(customer=OuterRef("pk")).order_by("-orders", "currency")
    newest = Order.objects.filter(customer=OuterRef("pk")).newest_first()[:MOST_BESIDE]
    theirs = Order.objects.filter(customer=OuterRef("pk"))
    return {
        "kept_figures": NestedRows(figures, *FIGURES),
        "kept_orders": NestedRows(newest, *ORDER),
        "has_telephone": Exists(theirs.exclude(phone_key="")),
        "has_place": Exists(theirs.exclude(pincode="")),
    }


def bought_by(actor: Actor, customer: Customer) -> Bought:
    """Return what a customer has bought who was read with `bought_beside`; raises `Forbidden`."""
    actor.require("order.read")
    figures: Sequence[Any] = getattr(customer, "kept_figures", None) or ()
    orders: Sequence[Any] = getattr(customer, "kept_orders", None) or ()
    lifetimes = (_lifetime(*row) for row in figures)
    known = tuple(each for each in lifetimes if each.orders or each.cancelled)
    return Bought(
        known,
        tuple(_line(*row) for row in orders),
        has_telephone=bool(getattr(customer, "has_telephone", False)),
        has_place=bool(getattr(customer, "has_place", False)),
    )


def list_orders_of(actor: Actor, customer: Customer, *, cursor: str = "") -> OrderList:
    """Return a page of a customer's orders, newest first; raises `Forbidden`, `BadInput` for a cursor of another list."""
    actor.require("order.read")
    theirs = Order.objects.filter(customer=customer)
    page = page_of(theirs, cursor=cursor, limit=PAGE, order=("-placed_at", "-id"))
    return OrderList(tuple(_short(each) for each in page.rows), page.next_cursor)


def buyers_named(actor: Actor, written: str) -> Sequence[int]:
    """Return who has an order of this number, or one that names this telephone; raises `Forbidden`."""
    actor.require("order.read")
    number, phone = number_key(written), phone_key(written)
    named = Q(number_key=number) if number else Q(pk=None)
    called = Q(phone_key=phone) if phone else Q(pk=None)
    newest = Order.objects.filter(named | called).newest_first()
    return list(newest.values_list("customer_id", flat=True)[:MOST_BESIDE])


def _lifetime(
    currency: str, orders: int, spent: int, refunded: int, cancelled: int, returned: int
) -> Lifetime:
    return Lifetime(orders, Money(spent, currency), Money(refunded, currency), cancelled, returned)


def _short(order: Order) -> OrderLine:
    state, title = State(order.state), order.first_title
    return OrderLine(order.public_id, order.number, state, order.total, title, order.placed_at)


def _line(
    public_id: str, number: str, state: str, total: int, currency: str, title: str, placed_at: str
) -> OrderLine:
    return OrderLine(
        UUID(public_id), number, State(state), Money(total, currency), title, moment_of(placed_at)
    )
