"""What is looked after in every store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from saath.tenancy.scope import every_store
from saath.webhooks.models import Delivery, Endpoint


def stores_that_listen(among: Iterable[int] | None = None) -> list[int]:
    """Return the stores, or those among some, in which an endpoint listens. One statement."""
    with every_store("the events of every store with an endpoint are read"):
        rows = Endpoint.objects.filter(stopped_because="", deleted_at=None)
        if among is not None:
            rows = rows.filter(store__in=list(among))
        return list(rows.order_by("store").values_list("store_id", flat=True).distinct())


def endpoints_due(at: datetime) -> list[tuple[int, int]]:
    """Return the store and the id of each endpoint for which something is due. One statement."""
    with every_store("what is due is sent in every store"):
        due = Delivery.objects.filter(endpoint=OuterRef("pk"), state=Delivery.State.WAITING, try_at__lte=at)
        rows = Endpoint.objects.filter(
            Q(hold_until=None) | Q(hold_until__lte=at), Exists(due), stopped_because="", deleted_at=None
        )
        return list(rows.values_list("store_id", "pk"))
