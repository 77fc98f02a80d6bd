"""Orders as a list: newest first, of one state, or found by what somebody has in hand."""

from __future__ import annotations

from django.db.models import QuerySet

from saath.core.mail_addresses import BadAddress, canonical_key
from saath.core.paging import Page, page_of
from saath.core.phone_numbers import HERE, phone_key
from saath.customers.models import Customer
from saath.orders.models import Order, Shipment
from saath.orders.models.order import OrderQuerySet
from saath.orders.numbers import number_key
from saath.orders.states import State
from saath.tenancy.actor import Actor

PAGE = 50
NEWEST = 20
ORDER = ("-placed_at", "-id")


def list_orders(
    actor: Actor, *, state: str = "", customer: Customer | None = None, cursor: str = "", limit: int = PAGE
) -> Page[Order]:
    """Return orders, newest first, all or of one state or customer; raises `Forbidden`, `BadInput` for another list's cursor."""
    actor.require("order.read")
    theirs = _shown().filter(customer=customer) if customer is not None else _shown()
    return page_of(_of_state(theirs, state), cursor=cursor, limit=limit, order=ORDER)


def find_orders(actor: Actor, written: str, *, state: str = "") -> list[Order]:
    """Return the newest orders by a number in any spelling, of a parcel too, or by the buyer's address or telephone.

    Each way is asked by its own index; of one state where one is named. Raises `Forbidden`.
    """
    actor.require("order.read")
    ids: dict[int, None] = {}
    for found in _ways(written.strip()[:320]):
        ids.update(dict.fromkeys(found[:PAGE]))
    orders = _of_state(_shown().filter(pk__in=list(ids)), state)
    return list(orders.newest_first()[:PAGE])


def _ways(written: str) -> list[QuerySet[Order, int]]:
    number, phone, email = number_key(written), phone_key(written, region=HERE), _email_key(written)
    newest = Order.objects.newest_first()
    found = []
    if number:
        found.append(newest.filter(number_key__in=_spellings(number)).values_list("pk", flat=True))
        parcels = Shipment.objects.there().filter(awb_key=number).exclude(awb_key="")
        found.append(newest.filter(pk__in=parcels.values("order")).values_list("pk", flat=True))
    if phone:
        found.append(newest.with_phone(phone).values_list("pk", flat=True))
    if email:
        found.append(newest.with_email(email).values_list("pk", flat=True))
    return found


def _spellings(number: str) -> set[str]:
    """Return a number as written and, of digits alone, with what the newest orders have before theirs."""
    if not number.isdigit():
        return {number}
    newest = Order.objects.newest_first().values_list("number_key", flat=True)[:NEWEST]
    return {number, *(key.rstrip("0123456789") + number for key in newest)}


def _email_key(written: str) -> str:
    try:
        return canonical_key(written) if "@" in written else ""
    except BadAddress:
        return ""


def _of_state(orders: OrderQuerySet, state: str) -> OrderQuerySet:
    return orders.filter(state=state) if state in State.values else orders


def _shown() -> OrderQuerySet:
    return Order.objects.select_related("customer", "connection")
