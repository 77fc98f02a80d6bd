"""The orders of a visitor of whom the shop has said who they are; those of nobody else, and of nobody who only says so."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from saath.channels.chat import NAMESPACE
from saath.chats.errors import NotSignedIn, NotTheirOrder
from saath.chats.models import Visitor
from saath.chats.queries.identities import is_anonymous
from saath.orders.models import Order
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
    theirs = Order.objects.filter(customer=visitor.identity.customer_id)
    if number:
        theirs = theirs.filter(number_key=number_key(number)).exclude(number_key="")
    return list(theirs.newest_first()[:MOST_ORDERS])


def order_of_visitor(visitor: Visitor, public_id: UUID) -> Order:
    """Return one order of a recognised visitor. Raises `NotTheirOrder`, whether there is no such order or it is another's."""
    theirs = Order.objects.filter(public_id=public_id, customer=visitor.identity.customer_id)
    found = theirs.first() if is_recognised(visitor) else None
    if found is None:
        raise NotTheirOrder()
    return found
