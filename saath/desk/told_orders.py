"""A customer's orders on their timeline."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from saath.customers.models import Customer
from saath.desk.history import Before, Moment
from saath.orders.models import Order
from saath.tenancy.actor import Actor

KIND = "order"


def orders_told(actor: Actor, customer: Customer, before: Before | None, limit: int) -> Sequence[Moment]:
    """Return a customer's orders by when they were placed. Raises `Forbidden`."""
    actor.require("order.read")
    theirs = Order.objects.filter(customer=customer)
    if before is not None:
        theirs = theirs.filter(before.rows(KIND, at="placed_at"))
    return [_moment(each) for each in theirs.newest_first()[:limit]]


def _moment(order: Order) -> Moment:
    return Moment(
        at=order.placed_at,
        kind=KIND,
        number=order.pk,
        icon="bag",
        title=f"{order.number} {order.first_title}".strip(),
        url=reverse("desk:order", args=[order.public_id]),
        note=str(order.get_state_display()),
    )
