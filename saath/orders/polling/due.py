"""Which connections are to be asked now, of every shop."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from saath.orders.connectors.registry import COURIERS, PLATFORMS
from saath.orders.models import Connection
from saath.orders.polling.place import Place
from saath.orders.polling.rules import EVERY, SPREAD
from saath.tenancy.scope import every_store


@dataclass(frozen=True, slots=True)
class Due:
    """A connection of some shop."""

    pk: int
    store_id: int


def due_connections(at: datetime) -> Sequence[Due]:
    """Return the shop platforms of every shop that are to be asked."""
    soonest = at - EVERY * (1 - SPREAD)
    with every_store("one schedule asks the platforms of all shops"):
        rows = Connection.objects.filter(_can_be_asked(PLATFORMS))
        rows = rows.filter(Q(last_polled_at=None) | Q(last_polled_at__lte=soonest)).order_by("pk")
        return [Due(row.pk, row.store.pk) for row in rows.select_related("store") if is_due(row, at)]


def stores_with_couriers() -> Sequence[int]:
    """Return the shops that have a courier which can be asked."""
    with every_store("one schedule asks the couriers of all shops"):
        rows = Connection.objects.filter(_can_be_asked(COURIERS))
        return sorted(set(rows.values_list("store", flat=True)))


def stores_with_connections() -> Sequence[int]:
    """Return the shops that have a connection of any kind, by one statement."""
    with every_store("one schedule looks after the connections of all shops"):
        rows = Connection.objects.filter(is_active=True).order_by("store")
        return list(rows.values_list("store", flat=True).distinct())


def is_due(connection: Connection, at: datetime) -> bool:
    """Tell whether a platform is to be asked; at once where a person gave it another key."""
    place = Place.of(connection)
    return place.next_at is None or place.next_at <= at or (place.is_shown and not connection.failure)


def _can_be_asked(askable: Collection[str]) -> Q:
    return Q(is_active=True, platform__in=list(askable)) & ~Q(credentials_sealed="")
