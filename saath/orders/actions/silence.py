"""A connection is quiet for much longer than usual."""

from __future__ import annotations

from datetime import datetime

from saath.orders.events import CONNECTION_SILENT
from saath.orders.gaps import ENOUGH_GAPS, is_silent
from saath.orders.models import Connection
from saath.stores.calendar import calendar_of
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def look_for_silence(actor: Actor, *, at: datetime) -> None:
    """Note which connections of the store are silent; the next thing that is heard ends it."""
    speaking = Connection.objects.select_for_update(no_key=True).filter(
        is_active=True, silent_since=None, gaps__gte=ENOUGH_GAPS
    )
    calendar = calendar_of(current_store_id())
    for connection in speaking.order_by("pk"):
        last_heard_at = connection.last_heard_at
        if last_heard_at is not None and is_silent(
            calendar,
            last_heard_at=last_heard_at,
            at=at,
            usual_seconds=connection.usual_gap_seconds,
            gaps=connection.gaps,
        ):
            connection.silent_since = last_heard_at
            connection.save(update_fields=["silent_since"])
            emit(actor, CONNECTION_SILENT, subject=connection)
