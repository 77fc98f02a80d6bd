"""Durable work of orders: what platforms told is read. Safe to repeat."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from itertools import groupby

from django_tasks import task

from saath.core.busy import is_busy
from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.errors import LeaseLost
from saath.orders.actions.forget import blank_deliveries
from saath.orders.actions.hear import Reading, fail_delivery, hear_deliveries, wake_failed
from saath.orders.actions.silence import look_for_silence
from saath.orders.connected.self_test import send_test
from saath.orders.connectors.base import Heard, Unreadable
from saath.orders.connectors.registry import UnknownConnector, connector_of
from saath.orders.forgetting import deliveries_of, named_in_wish
from saath.orders.models import Connection, Received
from saath.orders.polling.due import stores_with_connections
from saath.orders.reasons import Reason
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

logger = logging.getLogger(__name__)
READER = Actor.system("what platforms told")
FORGETTER = Actor.system("who wants to be forgotten")
BATCH = 100
KEY = "deliveries"


def read_soon() -> None:
    """Queue the reading of the store in scope; many deliveries that come together are read by one job."""
    enqueue(read_deliveries, key=KEY)


@task()
def read_deliveries() -> None:
    """Read what came and was not read yet, oldest first."""
    while rows := _unread():
        for connection, theirs in groupby(rows, key=lambda row: row.connection):
            _read(connection, list(theirs))


@task()
def read_woken(event_id: int) -> None:
    """React to deliveries that may be read again."""
    read_soon()


@task()
def test_way_in(event_id: int) -> None:
    """React to a person who wants the way from outside tried."""
    subject = Event.objects.get(pk=event_id).subject
    connection = Connection.objects.filter(public_id=subject, is_active=True).first()
    if connection is not None:
        send_test(connection)


@task()
def forget_in_deliveries(event_id: int) -> None:
    """React to a person who says that a customer is forgotten: what was delivered of them goes too."""
    subject = Event.objects.get(pk=event_id).subject
    asked = Received.objects.filter(public_id=subject, reason=Reason.FORGET_CUSTOMER).first()
    if asked is not None:
        for customer in named_in_wish(asked):
            for rows in deliveries_of(customer, but=asked):
                blank_deliveries(FORGETTER, rows)
        # Last, for it says who: a worker that dies before finds them again.
        blank_deliveries(FORGETTER, [asked.pk])


@task()
def look_after_connections() -> None:
    """Queue for every shop with a connection what is to be looked after."""
    for store_id in stores_with_connections():
        with store_scope(store_id):
            enqueue(look_after_store, key="look after connections")


@task()
def look_after_store() -> None:
    """Read again what failed by a fault of ours, and find out which connection is silent."""
    wake_failed(READER, at=now())
    if Received.objects.filter(state=Received.State.RECEIVED).exists():
        read_soon()
    look_for_silence(READER, at=now())


def _unread() -> Sequence[Received]:
    unread = Received.objects.select_related("connection").filter(state=Received.State.RECEIVED)
    return sorted(unread.order_by("id")[:BATCH], key=lambda row: (row.connection_id, row.pk))


def _read(connection: Connection, rows: Sequence[Received]) -> None:
    """Take in the deliveries of a connection together, or one by one where one of them breaks it."""
    readings = [reading for row in rows if (reading := _reading(row)) is not None]
    try:
        if readings:
            hear_deliveries(READER, connection, readings=readings)
    except Exception as error:
        _let_pass(error)
        for reading in readings:
            _hear_alone(connection, reading)


def _reading(row: Received) -> Reading | None:
    try:
        connector = connector_of(row.connection.platform)
        return Reading(row, connector.parse(row.headers, bytes(row.body)))
    except Unreadable as problem:
        fail_delivery(READER, row, reason=Reason.UNREADABLE, detail=str(problem))
    except UnknownConnector:
        fail_delivery(READER, row, reason=Reason.UNKNOWN)
    except Exception as error:
        _set_aside(row, error)
    return None


def _hear_alone(connection: Connection, reading: Reading) -> None:
    row = Received.objects.get(pk=reading.row.pk)
    try:
        hear_deliveries(READER, connection, readings=[Reading(row, reading.heard)])
    except Exception as error:
        _set_aside(row, error, reading.heard)


def _set_aside(row: Received, error: Exception, heard: Sequence[Heard] = ()) -> None:
    """Keep a delivery that met a fault of ours, so that the others go on; it is tried again by itself."""
    _let_pass(error)
    logger.exception("delivery %s could not be taken in", row.public_id)
    row.refresh_from_db()
    detail = type(error).__name__
    fail_delivery(READER, row, reason=Reason.BROKEN, detail=detail, heard=heard, is_ours=True)


def _let_pass(error: Exception) -> None:
    """Raise what is no fault of a delivery: the whole job comes again."""
    if isinstance(error, LeaseLost) or is_busy(error):
        raise error
