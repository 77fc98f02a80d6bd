"""Reads of connections and of what they told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.orders.connectors.registry import connector_keys
from saath.orders.models import Connection, Received
from saath.tenancy.actor import Actor

State = Received.State
PAGE_ROWS = 40
MOST_TROUBLED = 100
NEEDS_EYES = (State.FAILED, State.ASKED)


@dataclass(frozen=True, slots=True)
class ShownConnection:
    """A connection as its pages show it: with how many deliveries failed and how many are for a person, at most a hundred."""

    connection: Connection
    failed: int = 0
    asked: int = 0


def list_connections(actor: Actor) -> Sequence[ShownConnection]:
    """Return the connections that platforms tell through, the oldest first. Raises `Forbidden`."""
    actor.require("store.settings")
    rows = Connection.objects.filter(platform__in=connector_keys(), is_active=True).order_by("pk")
    return [_shown(row) for row in rows]


def show_connection(actor: Actor, public_id: UUID) -> ShownConnection:
    """Return one connection. Raises `Forbidden`, `NotFound`."""
    return _shown(get_connection(actor, public_id))


def get_connection(actor: Actor, public_id: UUID) -> Connection:
    """Return one connection that platforms tell through. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    rows = Connection.objects.filter(platform__in=connector_keys(), is_active=True)
    found = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def deliveries_of(
    actor: Actor, connection: Connection, *, state: str = "", cursor: str = "", limit: int = PAGE_ROWS
) -> Page[Received]:
    """Return a page of what a connection told, the newest first, all or of one state. Raises `Forbidden`."""
    actor.require("store.settings")
    rows = Received.objects.filter(connection=connection).defer("body")
    return page_of(rows.filter(state=state) if state else rows, cursor=cursor, limit=limit)


def get_delivery(actor: Actor, connection: Connection, public_id: UUID) -> Received:
    """Return one delivery with its body. Raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = Received.objects.filter(connection=connection, public_id=public_id).first()
    if found is None:
        raise NotFound
    return found


def _shown(connection: Connection) -> ShownConnection:
    troubled = Received.objects.filter(connection=connection, state__in=NEEDS_EYES)
    counts = Counter(troubled.values_list("state", flat=True)[:MOST_TROUBLED])
    return ShownConnection(connection, counts[State.FAILED], counts[State.ASKED])
