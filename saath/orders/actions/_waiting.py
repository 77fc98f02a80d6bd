"""What was told of an order or a parcel before anybody knew it is read again once they are known."""

from __future__ import annotations

from collections.abc import Iterable

from saath.orders.connectors.base import Heard, ParcelNews, RefundOnly
from saath.orders.data import OrderData
from saath.orders.events import DELIVERIES_WOKEN
from saath.orders.models import Connection, Received
from saath.orders.numbers import number_key
from saath.tenancy.actor import Actor
from saath.tenancy.given import GivenTexts
from saath.tenancy.updates import PreparedUpdate
from saath.timeline.emit import emit

WAKEN = PreparedUpdate(
    lambda: (
        Received.objects.filter(state=Received.State.WAITING, waits_for__any_of=GivenTexts("names")),
        {"state": Received.State.RECEIVED},
    )
)


def parcel_name(awb: str) -> str:
    """Return how a delivery names the parcel that it waits for."""
    return f"parcel:{number_key(awb)}"


def order_name(connection: Connection, key: str) -> str:
    """Return how a delivery names the order that it waits for."""
    return f"order:{connection.pk}:{key}"


def name_of(connection: Connection, heard: Iterable[Heard]) -> str:
    """Return the name of the first order or parcel that a delivery tells of, "" for none."""
    for each in heard:
        if isinstance(each, OrderData):
            return order_name(connection, each.key)
        if isinstance(each, RefundOnly):
            return order_name(connection, each.order_key)
        if isinstance(each, ParcelNews):
            return parcel_name(each.awb)
    return ""


def wake_waiting(actor: Actor, connection: Connection, told: Iterable[OrderData]) -> None:
    """Let what waits for one of these orders, or for a parcel of theirs, be read again."""
    names = set()
    for data in told:
        names.add(order_name(connection, data.key))
        names.update(parcel_name(parcel.awb) for parcel in data.shipments if number_key(parcel.awb))
    if names and WAKEN.run(names=names):
        emit(actor, DELIVERIES_WOKEN, subject=connection)
