"""The orders of a visitor of whom the shop has said who they are; those of nobody else, and of nobody who only says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from saath.channels.chat import NAMESPACE
from saath.chats.errors import NotSignedIn, NotTheirOrder
from saath.chats.models import Visitor
from saath.chats.queries.identities import is_anonymous
from saath.orders.models import Order
from saath.orders.models.order import OrderQuerySet
from saath.orders.numbers import number_key

MOST_ORDERS = 8


def is_recognised(visitor: Visitor) -> bool:
    """Tell whether the shop has signed who a visitor is; an address that was typed in, or confirmed, is no such thing."""
    identity = visitor.identity
    is_proved = identity.namespace == NAMESPACE and identity.proved_at is not None
    return is_proved and not is_anonymous(identity)


def orders_of_visitor(visitor: Visitor, *, number: str = "") -> Sequence[Order]:
    """Return the newest orders of a recognised visitor, or those of theirs that are called `number`, in any spelling.

    Raises `NotSignedIn`.
    """
    if not is_recognised(visitor):
        raise NotSignedIn()
    found: dict[int, Order] = {}
    for theirs in _ways(visitor):
        called = theirs.filter(number_key=number_key(number)).exclude(number_key="") if number else theirs
        found.update({order.pk: order for order in called.newest_first()[:MOST_ORDERS]})
    return sorted(found.values(), key=lambda order: (order.placed_at, order.pk), reverse=True)[:MOST_ORDERS]


def order_of_visitor(visitor: Visitor, public_id: UUID) -> Order:
    """Return one order of a recognised visitor. Raises `NotTheirOrder`, whether there is no such order or it is another's."""
    ways = _ways(visitor) if is_recognised(visitor) else []
    found = next((order for theirs in ways if (order := theirs.filter(public_id=public_id).first())), None)
    if found is None:
        raise NotTheirOrder()
    return found


def _ways(visitor: Visitor) -> list[OrderQuerySet]:
    """Return a visitor's orders: by who they are, and by the address that the shop has signed as theirs.

    What came before they first signed in is filed under whoever typed that address at the checkout. Each way has an
    index of its own, which one statement for both would not use.
    """
    theirs = Order.objects.filter(customer=visitor.identity.customer_id)
    return [theirs, Order.objects.with_email(visitor.address_key)] if visitor.address_key else [theirs]
