"""What a connection has told keeps its health: when it last told something, and how long it usually is quiet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from saath.orders.gaps import gap_between, usual_after
from saath.orders.models import Connection
from saath.stores.calendar import calendar_of
from saath.stores.hours import Calendar
from saath.tenancy.scope import current_store_id

HEARD = ("last_heard_at", "usual_gap_seconds", "gaps", "silent_since")
MOST_GAPS = 32_000


def note_heard(connection: Connection, times: Iterable[datetime]) -> None:
    """Count times at which something came that proved itself; the connection is in hand and saved by who calls."""
    calendar = calendar_of(current_store_id())
    for at in sorted(times):
        _note(connection, calendar, at)


def _note(connection: Connection, calendar: Calendar, at: datetime) -> None:
    before = connection.last_heard_at
    if before is not None and at <= before:
        return
    connection.silent_since = None
    gap = gap_between(calendar, before, at) if before is not None else None
    if gap is not None:
        usual = usual_after(connection.usual_gap_seconds, gap, gaps=connection.gaps)
        connection.usual_gap_seconds = round(usual)
        connection.gaps = min(connection.gaps + 1, MOST_GAPS)
    connection.last_heard_at = at
