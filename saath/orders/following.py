"""Orders go where who placed them goes, and the figures of both customers with them."""

from __future__ import annotations

from saath.customers.movers import Follower, Shift, batches
from saath.orders.actions._counting import Difference
from saath.orders.models import Offer, Order


def _follow(shift: Shift) -> None:
    theirs = Order.objects.filter(customer=shift.source, identity__in=shift.identities)
    difference = Difference()
    for ids in batches(theirs):
        orders = list(Order.objects.filter(pk__in=ids))
        difference.take_off(orders)
        for order in orders:
            order.customer = shift.target
        Order.objects.filter(pk__in=ids).update(customer=shift.target)
        difference.put_on(orders)
    difference.write()
    offered = Offer.objects.filter(customer=shift.source, identity__in=shift.identities)
    offered.update(customer=shift.target)


ORDERS = Follower(
    "orders",
    frozenset({"orders.Order.customer", "orders.CustomerFigures.customer", "orders.Offer.customer"}),
    _follow,
)
