"""Orders come in from a platform: again and again, in any order, one or hundreds at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from saath.customers.weighing import weigh
from saath.orders.actions._buyers import identities_of
from saath.orders.actions._comparing import compare_buyers
from saath.orders.actions._counting import Difference
from saath.orders.actions._mirroring import BATCH, mirror
from saath.orders.actions._selling import attribute
from saath.orders.actions._standing import add_scans, stand, stand_anew
from saath.orders.actions._waiting import wake_waiting
from saath.orders.data import OrderData, ScanData
from saath.orders.events import ORDER_CHANGED, ORDER_PLACED, ORDERS_BROUGHT
from saath.orders.foresight import foresight
from saath.orders.models import Connection, Line, Order, Payment, Refund, Return, Shipment
from saath.orders.rowing import (
    STANDING,
    digest_of,
    fields_of,
    lines_of,
    payments_of,
    refunds_of,
    returns_of,
    shipments_of,
)
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

# What a telling is known by, and what only follows from it, is no news to anybody.
_UNTOLD = {"version", "digest", "promise_on", "expected_on", "watch_on"}
_KEPT = {"id", "store", "public_id", "connection", "key", "created_at"}
# What says more of a customer than before.
_KNOWS = {"customer", "phone_key", "pincode"}
_FIELDS = [field for field in Order._meta.concrete_fields if field.name not in _KEPT]
_COLUMNS = [field.name for field in _FIELDS]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many orders were new, how many changed, and how many were known as they are."""

    new: int = 0
    changed: int = 0
    same: int = 0


@action
def take_orders(
    actor: Actor, connection: Connection, *, told: Sequence[OrderData], is_history: bool = False
) -> Taken:
    """Write down orders as a platform tells of them; an older telling, or the same again, adds only scans.

    A telling is older by `updated_at`; of two of one moment the same one always stands, whichever came first. `is_history`
    says that nothing of it is news: it is told as one event. Give at most a few hundred at once.
    """
    # One at a time for a connection: platforms tell of a new order several times within one second.
    Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    newest = _newest(told)
    known = _known(connection, newest)
    before = {key: _values(order) for key, order in known.items()}
    difference = Difference()
    difference.take_off(known.values())
    fresh = [data for data in newest.values() if _is_news(data, known.get(data.key))]
    new = _write(actor, connection, fresh, known, is_history=is_history)
    _hear(told, {**known, **new})
    _date_refunds(told, {**known, **new})
    _mirror_returns(told, known, new)
    again = _told_again(told, new)
    stand_anew([*known.values(), *again])
    _save(again)
    changed = {key: _changes(order, before[key]) for key, order in known.items()}
    _save(known[key] for key, names in changed.items() if names)
    difference.put_on([*known.values(), *new.values()])
    difference.write()
    if not is_history:
        attribute(actor, [*new.values(), *(known[data.key] for data in fresh if data.key in known)], newest)
    news = {key: names - _UNTOLD for key, names in changed.items() if names - _UNTOLD}
    wake_waiting(actor, connection, newest.values())
    weigh(*{order.customer_id for order in new.values()}, *_better_known(known, changed))
    compare_buyers(actor, list(new.values()), is_history=is_history)
    _tell(actor, connection, new.values(), {known[key]: names for key, names in news.items()}, is_history)
    return Taken(len(new), len(news), len(newest) - len(new) - len(news))


def _newest(told: Sequence[OrderData]) -> dict[str, OrderData]:
    newest: dict[str, OrderData] = {}
    for data in told:
        if data.key not in newest or _version(data) > _version(newest[data.key]):
            newest[data.key] = data
    return newest


def _told_again(told: Sequence[OrderData], new: Mapping[str, Order]) -> Sequence[Order]:
    """Return the new orders of which more than one telling came at once: where they stand follows from all of them."""
    times = Counter(data.key for data in told)
    return [order for key, order in new.items() if times[key] > 1]


def _version(data: OrderData) -> tuple[Any, str]:
    return data.updated_at, digest_of(data)


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Order]:
    held = Order.objects.select_for_update().filter(connection=connection, key__in=list(keys))
    return {order.key: order for order in held.order_by("pk")}


def _is_news(data: OrderData, order: Order | None) -> bool:
    return order is None or _version(data) > (order.version, order.digest)


def _write(
    actor: Actor,
    connection: Connection,
    fresh: Sequence[OrderData],
    known: Mapping[str, Order],
    *,
    is_history: bool,
) -> dict[str, Order]:
    """Write what is in the orders, set what is known of those in hand, and return the new ones."""
    identities = identities_of(actor, connection, fresh, is_history=is_history)
    orders = [known.get(data.key) or Order(connection=connection, key=data.key) for data in fresh]
    for order, data in zip(orders, fresh, strict=True):
        for name, value in fields_of(data).items():
            setattr(order, name, value)
        order.identity = identities[data.key]
        order.customer = order.identity.customer
    new = {order.key: order for order in orders if order.pk is None}
    ahead = foresight(order.pincode for order in new.values()) if new else None
    for data in fresh:
        if ahead is not None and data.key in new:
            stand(new[data.key], list(shipments_of(new[data.key], data)), ahead)
    Order.objects.bulk_create(new.values())
    pairs = list(zip(orders, fresh, strict=True))
    old = [order for order in orders if order.key in known]
    mirror(Line, old, (row for pair in pairs for row in lines_of(*pair)))
    mirror(Payment, old, (row for pair in pairs for row in payments_of(*pair)))
    mirror(Refund, old, (row for pair in pairs for row in refunds_of(*pair)), but=["at"])
    told = (row for pair in pairs for row in shipments_of(*pair))
    mirror(Shipment, old, told, but=[*STANDING, "asked_at", "is_learnt"], is_kept=True)
    return new


def _hear(told: Sequence[OrderData], orders: Mapping[str, Order]) -> None:
    """Add what was said of parcels, by old tellings too: who reads backwards learns what happened between."""
    said: dict[tuple[int, str], list[ScanData]] = {}
    rows: dict[tuple[int, str], Shipment] = {}
    for data in sorted(told, key=_version):
        for row, parcel in zip(shipments_of(orders[data.key], data), data.shipments, strict=True):
            if parcel.scans:
                said.setdefault((row.order_id, row.key), []).extend(parcel.scans)
                rows[row.order_id, row.key] = row
    if said:
        there = Shipment.objects.filter(order__in={order for order, _key in said})
        known = {(each.order_id, each.key): each for each in there}
        known.update(_kept_as_gone({key: row for key, row in rows.items() if key not in known}))
        add_scans({parcel: said.get(key, ()) for key, parcel in known.items()})


def _kept_as_gone(rows: Mapping[tuple[int, str], Shipment]) -> Mapping[tuple[int, str], Shipment]:
    """Keep parcels that only older tellings have, for their scans, and return them."""
    for row in rows.values():
        row.is_gone = True
    Shipment.objects.bulk_create(rows.values(), batch_size=BATCH)
    return rows


def _date_refunds(told: Sequence[OrderData], orders: Mapping[str, Order]) -> None:
    """Let a refund be of the earliest time that any telling gives it: not every one knows when it was made."""
    earliest: dict[tuple[int, str], datetime] = {}
    for data in told:
        for refund in data.refunds:
            key = orders[data.key].pk, refund.key
            earliest[key] = min(refund.at, earliest.get(key, refund.at))
    if not earliest:
        return
    rows = Refund.objects.filter(order__in={order for order, _key in earliest})
    dated = [row for row in rows if earliest.get((row.order_id, row.key), row.at) < row.at]
    for row in dated:
        row.at = earliest[row.order_id, row.key]
    Refund.objects.bulk_update(dated, ["at"], batch_size=BATCH)


def _mirror_returns(told: Sequence[OrderData], known: Mapping[str, Order], new: Mapping[str, Order]) -> None:
    """Let the returns be as the newest telling that knows of them has it: no delivery tells of returns, only an answer does."""
    orders = {**known, **new}
    knowing = {
        data.key: data
        for data in told
        if data.returns is not None and data.updated_at >= orders[data.key].version
    }
    rows = [row for key, data in knowing.items() for row in returns_of(orders[key], data)]
    mirror(Return, [known[key] for key in knowing if key in known], rows)


def _values(order: Order) -> dict[str, Any]:
    return {field.name: getattr(order, field.attname) for field in _FIELDS}


def _changes(order: Order, before: Mapping[str, Any]) -> set[str]:
    return {name for name, value in _values(order).items() if value != before[name]}


def _better_known(known: Mapping[str, Order], changed: Mapping[str, set[str]]) -> set[int]:
    """Return whose place or telephone has changed."""
    return {known[key].customer_id for key, names in changed.items() if names & _KNOWS}


def _save(orders: Iterable[Order]) -> None:
    for order in orders:
        order.save(update_fields=_COLUMNS)


def _tell(
    actor: Actor,
    connection: Connection,
    new: Iterable[Order],
    changed: Mapping[Order, set[str]],
    is_history: bool,
) -> None:
    if is_history:
        emit(actor, ORDERS_BROUGHT, subject=connection)
        return
    for order in new:
        emit(actor, ORDER_PLACED, subject=order, refs={"customer": order.customer})
    for order, names in changed.items():
        emit(actor, ORDER_CHANGED, subject=order, refs={"customer": order.customer}, changed=sorted(names))
