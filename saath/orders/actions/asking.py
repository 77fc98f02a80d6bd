"""What came of asking a platform is written down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.orders.events import CONNECTION_CHANGED
from saath.orders.models import Connection, Shipment
from saath.orders.polling.place import Place
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

Change = Callable[[Place], Place]


@action
def note_progress(actor: Actor, connection: Connection, *, change: Change) -> Place:
    """Write down how far a connection has been read, and return it; nobody is told of it."""
    fresh = _held(connection)
    return _keep(fresh, change(Place.of(fresh)), [])


@action
def note_asked(actor: Actor, connection: Connection, *, change: Change) -> Place:
    """Write down that a round has been gone through, and that what was wrong with asking is so no more."""
    fresh = _held(connection)
    place = Place.of(fresh)
    fresh.last_polled_at = now()
    if place.is_shown and fresh.failure:
        fresh.failure = ""
        emit(actor, CONNECTION_CHANGED, subject=fresh, changed=["failure"])
    well = replace(change(place), trouble="", failures=0, is_shown=False)
    return _keep(fresh, well, ["last_polled_at", "failure"])


@action
def note_not_answered(
    actor: Actor, connection: Connection, *, trouble: str, words: str, pause: timedelta, is_shown: bool
) -> Place:
    """Write down that a platform did not answer, and leave it alone for a while; `words` are shown where people should know."""
    fresh = _held(connection)
    place = Place.of(fresh)
    at = now()
    if is_shown:
        if not fresh.failure:
            emit(actor, CONNECTION_CHANGED, subject=fresh, changed=["failure"])
        fresh.failure, fresh.last_failed_at = words[:300] or trouble, at
    troubled = replace(
        place, trouble=trouble, failures=place.failures + 1, is_shown=is_shown, next_at=at + pause
    )
    return _keep(fresh, troubled, ["failure", "last_failed_at"])


@action
def note_parcels_asked(actor: Actor, parcels: Sequence[Shipment]) -> None:
    """Write down that a courier was asked about parcels, whatever it knew."""
    Shipment.objects.filter(pk__in=[parcel.pk for parcel in parcels]).update(asked_at=now())


def _keep(connection: Connection, place: Place, columns: list[str]) -> Place:
    connection.poll_cursor = {**connection.poll_cursor, **place.as_json()}
    connection.save(update_fields=["poll_cursor", *columns])
    return place


def _held(connection: Connection) -> Connection:
    fresh = Connection.objects.select_for_update(no_key=True).filter(pk=connection.pk).first()
    if fresh is None:
        raise NotFound
    return fresh
