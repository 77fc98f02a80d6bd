"""Money that went back is told without its order."""

from __future__ import annotations

from saath.orders.actions._counting import Difference
from saath.orders.data import RefundData
from saath.orders.events import ORDER_CHANGED
from saath.orders.models import Connection, Order, Refund
from saath.orders.rowing import refund_row
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def hear_of_refund(
    actor: Actor, connection: Connection, *, order_key: str, currency: str, refund: RefundData
) -> Order | None:
    """Write down a refund of an order, and return the order; None where nobody knows it yet.

    One in another currency than the order's is left to the order's own next telling, which has it in the right one.
    """
    found = Order.objects.select_for_update().filter(connection=connection, key=order_key)
    order = found.first()
    if order is None:
        return None
    is_known = Refund.objects.filter(order=order, key=refund.key).exists()
    if is_known or currency != order.currency:
        return order
    difference = Difference()
    difference.take_off([order])
    refund_row(order, refund).save(force_insert=True)
    order.refunded_minor += refund.amount_minor
    order.save(update_fields=["refunded_minor"])
    difference.put_on([order])
    difference.write()
    emit(actor, ORDER_CHANGED, subject=order, refs={"customer": order.customer}, changed=["refunded_minor"])
    return order
