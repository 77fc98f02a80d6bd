"""Reading one store's events on from where a reader stands: each once and none left out, however often it is killed.

SQLite has one writer, so rows become visible in the order of their ids, and the last id is a position. PostgreSQL makes
them visible in any order: there a position is a snapshot, and the next rows are those that it could not see. What comes in
one stretch is read up to a second snapshot, in pages by transaction and id.
https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connection

from saath.tenancy.scope import current_store_id

_PRESENT = {
    "sqlite": "SELECT COALESCE(MAX(id), 0) FROM timeline_event",
    "postgresql": "SELECT pg_current_snapshot()::text",
}
# Not by an index that begins with the store: the few new rows are at the end of the table.
_NEXT_SQLITE = """
    SELECT id, (SELECT MAX(id) FROM timeline_event) FROM timeline_event
    WHERE +store_id = %(store)s AND id > %(id)s ORDER BY id LIMIT %(limit)s
"""
_NEXT_POSTGRESQL = """
    WITH here AS (
        SELECT %(old)s::pg_snapshot AS old, COALESCE(%(new)s, pg_current_snapshot()::text)::pg_snapshot AS new
    )
    SELECT event.xid::text, event.id, here.new::text FROM here LEFT JOIN LATERAL (
        SELECT xid, id FROM timeline_event
        WHERE store_id = %(store)s AND xid >= %(xid)s::text::xid8 AND (xid, id) > (%(xid)s::text::xid8, %(id)s)
        AND NOT pg_visible_in_snapshot(xid, here.old) AND pg_visible_in_snapshot(xid, here.new)
        ORDER BY xid, id LIMIT %(limit)s
    ) AS event ON true ORDER BY event.xid, event.id
"""


@dataclass(frozen=True, slots=True)
class Stretch:
    """The next events of a store by their ids, and the position behind them. With `is_cut` there may be more."""

    event_ids: tuple[int, ...]
    position: str
    is_cut: bool


def present_position() -> str:
    """Return the position before whatever other transactions commit from now on; not what the running one still writes."""
    with connection.cursor() as cursor:
        cursor.execute(_PRESENT[connection.vendor])
        (position,) = cursor.fetchone()
    return str(position)


def events_after(position: str, *, limit: int) -> Stretch:
    """Return what was committed in the store in scope after a position, in one statement."""
    if connection.vendor == "postgresql":
        return _after_snapshot(position, limit)
    return _after_id(position, limit)


def _after_id(position: str, limit: int) -> Stretch:
    rows = _rows(_NEXT_SQLITE, {"id": int(position), "limit": limit})
    ids = tuple(row[0] for row in rows)
    is_cut = len(ids) == limit
    end = rows[-1][0 if is_cut else 1] if rows else position
    return Stretch(ids, str(end), is_cut)


def _after_snapshot(position: str, limit: int) -> Stretch:
    """Go on by a snapshot, or within a stretch that was cut by `snapshot|until|transaction|id`."""
    old, *within = position.split("|")
    until, xid, last_id = within or (None, old.partition(":")[0], "0")
    asked = {"old": old, "new": until, "xid": xid, "id": int(last_id), "limit": limit}
    rows = _rows(_NEXT_POSTGRESQL, asked)
    found = [(row[0], row[1]) for row in rows if row[1] is not None]
    ids, end = tuple(event_id for _xid, event_id in found), rows[0][2]
    if len(found) < limit:
        return Stretch(ids, end, is_cut=False)
    return Stretch(ids, f"{old}|{end}|{found[-1][0]}|{found[-1][1]}", is_cut=True)


def _rows(sql: str, asked: dict[str, str | int | None]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {**asked, "store": current_store_id()})
        return list(cursor.fetchall())
