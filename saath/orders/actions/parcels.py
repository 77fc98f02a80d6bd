"""Couriers say where parcels are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from saath.orders.actions._counting import Difference
from saath.orders.actions._standing import add_scans, stand_anew
from saath.orders.data import ScanData
from saath.orders.events import ORDER_CHANGED
from saath.orders.models import Order, Shipment
from saath.orders.numbers import number_key
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

_NEWS = ("state", "shipped_at", "delivered_at")
_MOVING = (*_NEWS, "promise_on", "expected_on", "watch_on")


@action
def hear_of_parcel(
    actor: Actor, *, awb: str, scans: Sequence[ScanData], promised_on: date | None = None
) -> Sequence[Order]:
    """Write down what a courier says of a parcel, and return the orders whose parcel it is; none where nobody knows it yet.

    In any order, and again as often as they like: it is the same in the end. A parcel that is gone from its order hears it too,
    but it is nobody's: it is told to wait until somebody has it again.
    """
    parcels = list(Shipment.objects.filter(awb_key=number_key(awb)).exclude(awb_key=""))
    of_them = {parcel.order_id for parcel in parcels}
    orders = list(Order.objects.select_for_update().filter(pk__in=of_them).order_by("pk"))
    before = {order.pk: [getattr(order, name) for name in _MOVING] for order in orders}
    difference = Difference()
    difference.take_off(orders)
    add_scans({parcel: scans for parcel in parcels})
    if promised_on is not None:
        Shipment.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(promised_on=promised_on)
    stand_anew(orders)
    difference.put_on(orders)
    difference.write()
    for order in orders:
        changed = [
            name
            for name, value in zip(_MOVING, before[order.pk], strict=True)
            if getattr(order, name) != value
        ]
        if changed:
            order.save(update_fields=changed)
        if told := [name for name in changed if name in _NEWS]:
            emit(actor, ORDER_CHANGED, subject=order, changed=told)
    theirs = {parcel.order_id for parcel in parcels if not parcel.is_gone}
    return [order for order in orders if order.pk in theirs]
