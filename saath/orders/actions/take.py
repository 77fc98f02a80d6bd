"""Orders come in from a platform: again and again, in any order, one or hundreds at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saath.customers.weighing import weigh
from saath.orders.actions._buyers import identities_of
from saath.orders.actions._comparing import compare_buyers
from saath.orders.actions._counting import Difference
from saath.orders.actions._mirroring import mirror
from saath.orders.actions._selling import attribute
from saath.orders.actions._standing import add_scans, stand, stand_anew
from saath.orders.actions._waiting import wake_waiting
from saath.orders.data import OrderData, Outcome, ScanData, ShipmentData
from saath.orders.events import ORDER_CHANGED, ORDER_PLACED, ORDERS_BROUGHT
from saath.orders.foresight import foresight
from saath.orders.models import Connection, Line, Order, Payment, Refund, Return, Shipment
from saath.orders.rowing import (
    STANDING,
    digest_of,
    fields_of,
    fitting,
    lines_of,
    payments_of,
    refunds_of,
    returns_of,
    shipment_row,
    shipments_of,
)
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.many_rows import MANY, insert_rows, new_row, plan_anew, update_rows
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import action
from saath.timeline.emit import emit, emit_all
from saath.timeline.kinds import Happened

# Of which order a row is, and its key there.
Place = tuple[int, str]
VERSIONS = Prepared(
    lambda: Order.objects.filter(connection=Given("connection"), key__any_of=GivenTexts("keys")).values_list(
        "key", "version", "digest"
    )
)

# What a telling is known by, and what only follows from it, is no news to anybody.
_UNTOLD = {"version", "digest", "promise_on", "expected_on", "watch_on"}
_KEPT = {"id", "store", "public_id", "connection", "key", "created_at"}
# What says more of a customer than before.
_KNOWS = {"customer", "phone_key", "pincode"}
_FIELDS = [field for field in Order._meta.concrete_fields if field.name not in _KEPT]
_COLUMNS = [field.name for field in _FIELDS]


@dataclass(frozen=True, slots=True)
class Taken:
    """How many orders were new, how many changed, and how many were known as they are; and which were new or changed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    news: Mapping[str, Outcome] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Telling:
    """What a platform says of an order, and by what it is told apart from what it says before and after."""

    data: OrderData
    version: tuple[datetime, str]

    @classmethod
    def of(cls, data: OrderData) -> Telling:
        """Return a telling with its version."""
        return cls(data, (data.updated_at, digest_of(data)))

    @property
    def key(self) -> str:
        """The platform's name of the order."""
        return self.data.key


@action
def take_orders(
    actor: Actor, connection: Connection, *, told: Sequence[OrderData], is_history: bool = False
) -> Taken:
    """Write down orders as a platform tells of them; an older telling, or the same again, adds only scans.

    A telling is older by `updated_at`; of two of one moment the same one always stands, whichever came first. `is_history`
    says that nothing of it is news: it is told as one event. The statements are as many for a thousand as for one; give no more
    at once, for others wait meanwhile.
    """
    # One at a time for a connection: platforms tell of a new order several times within one second.
    Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    tellings = [Telling.of(data) for data in told]
    newest = _newest(tellings)
    new, changed = _take(actor, connection, _unheard(connection, tellings, newest), is_history=is_history)
    wake_waiting(actor, connection, [telling.data for telling in newest.values()])
    _tell(actor, connection, new, changed, is_history)
    news = {order.key: Outcome.CHANGED for order in changed} | {order.key: Outcome.NEW for order in new}
    return Taken(len(new), len(changed), len(newest) - len(news), news)


def _take(
    actor: Actor, connection: Connection, tellings: Sequence[Telling], *, is_history: bool
) -> tuple[Sequence[Order], Mapping[Order, set[str]]]:
    """Write down what is not known, and return the new orders, and those of which something is news with what that is."""
    newest = _newest(tellings)
    known = _known(connection, newest)
    before = {key: _values(order) for key, order in known.items()}
    difference = Difference()
    difference.take_off(known.values())
    fresh = [telling for telling in newest.values() if _is_news(telling, known.get(telling.key))]
    new, parcels = _write(actor, connection, fresh, known, is_history=is_history)
    _hear(tellings, {**known, **new}, parcels)
    again = _told_again(tellings, new)
    _date_refunds(tellings, {**known, **again})
    _mirror_returns(tellings, known, new)
    stand_anew([*known.values(), *again.values()])
    changed = {key: _changes(order, before[key]) for key, order in known.items()}
    update_rows([*again.values(), *(known[key] for key, names in changed.items() if names)], *_COLUMNS)
    difference.put_on([*known.values(), *new.values()])
    difference.write()
    if not is_history:
        attribute(
            actor,
            [*new.values(), *(known[each.key] for each in fresh if each.key in known)],
            {key: telling.data for key, telling in newest.items()},
        )
    weigh(*{order.customer_id for order in new.values()}, *_better_known(known, changed))
    compare_buyers(actor, list(new.values()), is_history=is_history)
    news = {known[key]: names - _UNTOLD for key, names in changed.items() if names - _UNTOLD}
    return list(new.values()), news


def _newest(tellings: Iterable[Telling]) -> dict[str, Telling]:
    newest: dict[str, Telling] = {}
    for telling in tellings:
        if telling.key not in newest or telling.version > newest[telling.key].version:
            newest[telling.key] = telling
    return newest


def _unheard(connection: Connection, tellings: Sequence[Telling], keys: Collection[str]) -> Sequence[Telling]:
    """Return the tellings of which there may be anything left to write down.

    What is no part of a version, when money went back and what comes back, is looked at each time.
    """
    kept = {key: (at, digest) for key, at, digest in VERSIONS.rows(connection=connection.pk, keys=keys)}
    return [
        each
        for each in tellings
        if each.version != kept.get(each.key) or each.data.refunds or each.data.returns is not None
    ]


def _told_again(tellings: Iterable[Telling], new: Mapping[str, Order]) -> Mapping[str, Order]:
    """Return the new orders of which more than one telling came at once: where they stand follows from all of them."""
    times = Counter(telling.key for telling in tellings)
    return {key: order for key, order in new.items() if times[key] > 1}


def _known(connection: Connection, keys: Iterable[str]) -> dict[str, Order]:
    held = Order.objects.select_for_update().filter(connection=connection, key__in=list(keys))
    return {order.key: order for order in held.order_by("pk")}


def _is_news(telling: Telling, order: Order | None) -> bool:
    return order is None or telling.version > (order.version, order.digest)


def _write(
    actor: Actor,
    connection: Connection,
    fresh: Sequence[Telling],
    known: Mapping[str, Order],
    *,
    is_history: bool,
) -> tuple[dict[str, Order], Mapping[Place, Shipment]]:
    """Write what is in the orders, set what is known of those in hand, and return the new ones and the parcels of all."""
    told = [telling.data for telling in fresh]
    identities = identities_of(actor, connection, told, is_history=is_history)
    orders = [
        known.get(data.key) or new_row(Order, connection_id=connection.pk, key=data.key) for data in told
    ]
    for order, telling in zip(orders, fresh, strict=True):
        for name, value in fields_of(telling.data, digest=telling.version[1]).items():
            setattr(order, name, value)
        order.identity = identities[order.key]
        order.customer = order.identity.customer
    new = {order.key: order for order in orders if order.pk is None}
    pairs = list(zip(orders, told, strict=True))
    parcels = {order.key: list(shipments_of(order, data)) for order, data in pairs}
    _insert(new, parcels)
    old = [order for order in orders if order.key in known]
    mirror(Line, old, (row for pair in pairs for row in lines_of(*pair)))
    mirror(Payment, old, (row for pair in pairs for row in payments_of(*pair)))
    mirror(Refund, old, (row for pair in pairs for row in refunds_of(*pair)), but=["at"])
    rows = (row for theirs in parcels.values() for row in theirs)
    return new, mirror(Shipment, old, rows, but=[*STANDING, "asked_at", "is_learnt"], is_kept=True)


def _insert(new: Mapping[str, Order], parcels: Mapping[str, Sequence[Shipment]]) -> None:
    """Insert new orders where their parcels put them."""
    if not new:
        return
    if len(new) >= MANY:
        plan_anew()
    ahead = foresight(order.pincode for order in new.values())
    for key, order in new.items():
        stand(order, parcels[key], ahead)
    insert_rows(list(new.values()))
    for key, order in new.items():
        for parcel in parcels[key]:
            parcel.order_id = order.pk


def _hear(
    tellings: Sequence[Telling], orders: Mapping[str, Order], parcels: Mapping[Place, Shipment]
) -> None:
    """Add what was said of parcels, by old tellings too: who reads backwards learns what happened between."""
    said: dict[Place, list[ScanData]] = {}
    told: dict[Place, tuple[Order, ShipmentData]] = {}
    for telling in sorted(tellings, key=lambda each: each.version):
        order = orders[telling.key]
        for parcel in telling.data.shipments:
            if parcel.scans:
                place = order.pk, fitting(Shipment, key=parcel.key)["key"]
                said.setdefault(place, []).extend(parcel.scans)
                told[place] = order, parcel
    known = {**_there(place[0] for place in said if place not in parcels), **parcels}
    gone = {place: shipment_row(*each) for place, each in told.items() if place not in known}
    known.update(_kept_as_gone(gone))
    add_scans({known[place]: scans for place, scans in said.items()})


def _there(orders: Iterable[int]) -> dict[Place, Shipment]:
    """Return the parcels of some orders."""
    wanted = set(orders)
    rows = Shipment.objects.filter(order__in=wanted) if wanted else ()
    return {(each.order_id, each.key): each for each in rows}


def _kept_as_gone(rows: Mapping[Place, Shipment]) -> Mapping[Place, Shipment]:
    """Keep parcels that only older tellings have, for their scans, and return them."""
    for row in rows.values():
        row.is_gone = True
    insert_rows(list(rows.values()))
    return rows


def _date_refunds(tellings: Sequence[Telling], orders: Mapping[str, Order]) -> None:
    """Let a refund be of the earliest time that any telling gives it: not every one knows when it was made."""
    earliest: dict[Place, datetime] = {}
    for telling in tellings:
        for refund in telling.data.refunds if telling.key in orders else ():
            place = orders[telling.key].pk, fitting(Refund, key=refund.key)["key"]
            earliest[place] = min(refund.at, earliest.get(place, refund.at))
    if not earliest:
        return
    rows = Refund.objects.filter(order__in={order for order, _key in earliest})
    dated = [row for row in rows if earliest.get((row.order_id, row.key), row.at) < row.at]
    for row in dated:
        row.at = earliest[row.order_id, row.key]
    update_rows(dated, "at")


def _mirror_returns(
    tellings: Sequence[Telling], known: Mapping[str, Order], new: Mapping[str, Order]
) -> None:
    """Let the returns be as the newest telling that knows of them has it: no delivery tells of returns, only an answer does."""
    orders = {**known, **new}
    knowing = {
        telling.key: telling.data
        for telling in tellings
        if telling.data.returns is not None and telling.data.updated_at >= orders[telling.key].version
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


def _tell(
    actor: Actor,
    connection: Connection,
    new: Sequence[Order],
    changed: Mapping[Order, set[str]],
    is_history: bool,
) -> None:
    if is_history:
        emit(actor, ORDERS_BROUGHT, subject=connection)
        return
    emit_all(actor, ORDER_PLACED, [Happened(order, {"customer": order.customer}) for order in new])
    emit_all(
        actor,
        ORDER_CHANGED,
        [Happened(order, {"customer": order.customer}, sorted(names)) for order, names in changed.items()],
    )
