"""Deliveries become orders, parcels, refunds and things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from saath.accounts.actions.audit import record_audit
from saath.accounts.models import AuditKind
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.orders.actions._hearing import HEARD, note_heard
from saath.orders.actions._waiting import name_of, order_name, parcel_name
from saath.orders.actions.parcels import hear_of_parcel
from saath.orders.actions.products import product_gone, take_products, take_variant
from saath.orders.actions.refunds import hear_of_refund
from saath.orders.actions.take import take_orders
from saath.orders.connectors.base import Asked, Heard, ParcelNews, ProductGone, RefundOnly, VariantNews, Wish
from saath.orders.data import OrderData, ProductData
from saath.orders.events import CONNECTION_CHANGED, DELIVERIES_WOKEN, DELIVERY_SETTLED
from saath.orders.models import Connection, Received
from saath.orders.reasons import APP_REMOVED, Reason
from saath.orders.rowing import fitting
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Received.State
_STANDING = ("state", "reason", "detail", "about", "waits_for", "tells_of", "tries", "try_at", "read_at")
# What failed by a fault of ours is read again after so long, and longer each time.
FIRST_PAUSE = timedelta(minutes=5)
MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """A delivery and what its connector heard in it."""

    row: Received
    heard: tuple[Heard, ...]


@action
def hear_deliveries(actor: Actor, connection: Connection, *, readings: Sequence[Reading]) -> None:
    """Take in what some deliveries of a connection tell, all or nothing; give at most a hundred.

    In whatever order they come, and again as often as they like: it is the same in the end.
    """
    fresh = Connection.objects.select_for_update(no_key=True).get(pk=connection.pk)
    told = [each for reading in readings for each in reading.heard if isinstance(each, OrderData)]
    if told:
        take_orders(actor, fresh, told=told)
    goods = [each for reading in readings for each in reading.heard if isinstance(each, ProductData)]
    if goods:
        take_products(actor, fresh, told=goods)
    for reading in readings:
        reading.row.tells_of = fitting(Received, tells_of=name_of(connection, reading.heard))["tells_of"]
        for each in reading.heard:
            _stand(reading.row, *_outcome(actor, fresh, each, reading.row.received_at))
        if reading.row.state == State.RECEIVED:
            _stand(reading.row, State.IGNORED, Reason.NOTHING, "", "", "")
        reading.row.read_at, reading.row.try_at = now(), None
    Received.objects.bulk_update([reading.row for reading in readings], _STANDING)
    _note_heard(fresh, readings)


def _outcome(
    actor: Actor, connection: Connection, heard: Heard, at: datetime
) -> tuple[str, str, str, str, str]:
    """Take in one thing, and return state, reason, detail, what it is about and what it waits for."""
    if isinstance(heard, OrderData):
        return State.TAKEN, "", "", heard.number, ""
    if isinstance(heard, ParcelNews):
        orders = hear_of_parcel(actor, awb=heard.awb, scans=heard.scans, promised_on=heard.promised_on)
        if orders:
            return State.TAKEN, "", "", heard.awb, ""
        return State.WAITING, Reason.NO_PARCEL, "", heard.awb, parcel_name(heard.awb)
    if isinstance(heard, RefundOnly):
        order = hear_of_refund(
            actor, connection, order_key=heard.order_key, currency=heard.currency, refund=heard.refund
        )
        if order is not None:
            return State.TAKEN, "", "", order.number, ""
        return State.WAITING, Reason.NO_ORDER, "", heard.order_key, order_name(connection, heard.order_key)
    if isinstance(heard, Asked):
        return _asked(actor, connection, heard)
    if isinstance(heard, ProductData | VariantNews | ProductGone):
        return State.TAKEN, "", "", _goods(actor, connection, heard, at), ""
    return State.IGNORED, Reason.NOTHING, heard.reason, "", ""


def _goods(
    actor: Actor, connection: Connection, heard: ProductData | VariantNews | ProductGone, at: datetime
) -> str:
    """Take in what is told of goods alone, and return what they are called."""
    if isinstance(heard, ProductData):
        return heard.title
    if isinstance(heard, VariantNews):
        take_variant(actor, connection, told=heard)
    else:
        product_gone(actor, connection, key=heard.product_key, at=at)
    return heard.product_key


def _asked(actor: Actor, connection: Connection, asked: Asked) -> tuple[str, str, str, str, str]:
    if asked.wish == Wish.ENDED:
        connection.credentials_sealed, connection.failure = "", APP_REMOVED
        connection.last_failed_at, connection.token_expires_at = now(), None
        ended = ["credentials_sealed", "failure", "last_failed_at", "token_expires_at"]
        connection.save(update_fields=ended)
        emit(actor, CONNECTION_CHANGED, subject=connection, changed=ended)
    return State.ASKED, Reason(asked.wish), "", asked.about, ""


# What a delivery of several things comes to: what most needs somebody's eyes.
_MOST_TELLING = (State.ASKED, State.WAITING, State.TAKEN, State.IGNORED, State.RECEIVED)


def _stand(row: Received, state: str, reason: str, detail: str, about: str, waits_for: str) -> None:
    if _MOST_TELLING.index(State(state)) >= _MOST_TELLING.index(State(row.state)):
        return
    told = fitting(Received, reason=reason, detail=detail, about=about, waits_for=waits_for)
    row.state = state
    for name, value in told.items():
        setattr(row, name, value)


def _note_heard(connection: Connection, readings: Sequence[Reading]) -> None:
    # Read again is not heard again, and our own test is no news.
    test = connection.self_test.get("key")
    news = [each.row for each in readings if not each.row.tries and each.row.key != test]
    note_heard(connection, [row.received_at for row in news])
    connection.save(update_fields=HEARD)


@action
def fail_delivery(
    actor: Actor,
    received: Received,
    *,
    reason: Reason,
    detail: str = "",
    heard: Sequence[Heard] = (),
    is_ours: bool = False,
) -> None:
    """Keep a delivery that could not be taken in, for a person to look at; `is_ours` is tried again by itself.

    `heard` is what could be read in it.
    """
    received.state, received.reason, received.read_at = State.FAILED, reason, now()
    tells_of = name_of(received.connection, heard)
    received.detail, received.tells_of = fitting(Received, detail=detail, tells_of=tells_of).values()
    received.tries = min(received.tries + 1, 100)
    received.try_at = _again_at(received.tries) if is_ours else None
    received.save(update_fields=_STANDING)


def _again_at(tries: int) -> datetime | None:
    return now() + FIRST_PAUSE * 4 ** (tries - 1) if tries < MOST_TRIES else None


@action
def wake_failed(actor: Actor, *, at: datetime) -> int:
    """Let what failed by a fault of ours, and is due, be read again; return how many."""
    due = Received.objects.filter(state=State.FAILED, try_at__lte=at)
    return due.update(state=State.RECEIVED)


@action
def read_again(actor: Actor, connection: Connection, *, only: Received | None = None) -> int:
    """Read again what failed, all or only one; return how many. Raises `Forbidden`."""
    actor.require("store.settings")
    failed = Received.objects.filter(connection=connection, state=State.FAILED)
    if only is not None:
        failed = failed.filter(pk=only.pk)
    count = failed.update(state=State.RECEIVED, try_at=None)
    if count:
        emit(actor, DELIVERIES_WOKEN, subject=connection)
    return count


@action
def note_download(actor: Actor, received: Received) -> None:
    """Note in the audit that somebody took a delivery out as it came. Raises `Forbidden`."""
    actor.require("store.settings")
    record_audit(actor, kind=AuditKind.DELIVERY_SEEN, detail={"delivery": str(received.public_id)})


@action
def settle_asked(actor: Actor, received: Received) -> None:
    """Say that what a platform asked for is done. Raises `Forbidden`, `Conflict` where nothing was to be done."""
    actor.require("store.settings")
    asked = Received.objects.filter(pk=received.pk, state=State.ASKED)
    if not asked.update(state=State.SETTLED):
        raise Conflict
    emit(actor, DELIVERY_SETTLED, subject=received)
    detail = {"changed": ["connection"], "delivery": str(received.public_id)}
    record_audit(actor, kind=AuditKind.SETTINGS_CHANGED, detail=detail)
