"""Reading the event table from a position on, on both engines without missing or repeating a row."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from saath.tenancy.scope import every_store, store_scope
from saath.timeline.cursor import is_row_id, is_snapshot
from saath.timeline.happening import Happening

COLUMNS = "id, store_id, kind, audience, subject_type, subject, refs, changed, actor_kind, actor_person_id"
EPOCH = "(SELECT name FROM timeline_streamepoch WHERE id = 1)"
MOST_AT_ONCE = 2_000
MOST_REPLAYED = 500


@dataclass(frozen=True, slots=True)
class Page:
    """What came after a position, and the position after it. With `is_cut` there was more than one may follow."""

    epoch: str
    position: str
    happenings: tuple[Happening, ...] = ()
    is_cut: bool = False


class TooMuch(Exception):
    """More was missed than is worth replaying: load the page anew."""


class SQLiteReader:
    """One writer: rows become visible in the order of their ids."""

    def is_position(self, position: str) -> bool:
        """Tell whether this reader understands a position."""
        return is_row_id(position)

    def now(self) -> Page:
        """Return the present end of the table."""
        [(epoch, last)] = _rows(f"SELECT {EPOCH}, COALESCE(MAX(id), 0) FROM timeline_event", [])  # noqa: S608
        return Page(epoch or "", str(last))

    def after(self, position: str) -> Page:
        """Return what every store did after a position."""
        sql = f"SELECT {EPOCH}, {COLUMNS} FROM (SELECT 1) LEFT JOIN timeline_event ON id > %s ORDER BY id LIMIT %s"  # noqa: S608
        return _page(_rows(sql, [int(position), MOST_AT_ONCE + 1]), position, moves=True)

    def between(self, store_id: int, position: str, until: str) -> Sequence[Happening]:
        """Return what one store did between two positions; raises `TooMuch`."""
        if int(position) > int(until):
            raise TooMuch
        sql = f"SELECT {COLUMNS} FROM timeline_event WHERE id > %s AND id <= %s AND store_id = %s ORDER BY id LIMIT %s"  # noqa: S608
        return _limited(_rows(sql, [int(position), int(until), store_id, MOST_REPLAYED + 1], store_id))


class PostgreSQLReader:
    """Rows become visible when their transaction commits, in any order: a snapshot tells which were seen.

    https://www.postgresql.org/docs/15/functions-info.html#FUNCTIONS-PG-SNAPSHOT
    """

    def is_position(self, position: str) -> bool:
        """Tell whether this reader understands a position."""
        return is_snapshot(position)

    def now(self) -> Page:
        """Return the present end of the table."""
        [(epoch, snapshot)] = _rows(f"SELECT {EPOCH}, pg_current_snapshot()::text", [])
        return Page(epoch or "", snapshot)

    def after(self, position: str) -> Page:
        """Return what every store did after a position, and the snapshot of the very statement that read it."""
        sql = (
            f"SELECT {EPOCH}, {COLUMNS}, seen FROM (SELECT pg_current_snapshot()::text AS seen) AS here "  # noqa: S608
            f"LEFT JOIN (SELECT {COLUMNS} FROM timeline_event WHERE xid >= pg_snapshot_xmin(%s::pg_snapshot) "
            "AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot) ORDER BY id LIMIT %s) AS event ON true ORDER BY id"
        )
        rows = _rows(sql, [position, position, MOST_AT_ONCE + 1])
        return _page([row[:-1] for row in rows], rows[0][-1], moves=False)

    def between(self, store_id: int, position: str, until: str) -> Sequence[Happening]:
        """Return what one store did between two positions; raises `TooMuch`."""
        sql = (
            f"SELECT {COLUMNS} FROM timeline_event WHERE store_id = %s AND xid >= pg_snapshot_xmin(%s::pg_snapshot) "  # noqa: S608
            "AND NOT pg_visible_in_snapshot(xid, %s::pg_snapshot) AND pg_visible_in_snapshot(xid, %s::pg_snapshot) "
            "ORDER BY id LIMIT %s"
        )
        return _limited(_rows(sql, [store_id, position, position, until, MOST_REPLAYED + 1], store_id))


Reader = SQLiteReader | PostgreSQLReader


def reader() -> Reader:
    """Return the reader of this installation's engine."""
    return PostgreSQLReader() if connection.vendor == "postgresql" else SQLiteReader()


def _rows(sql: str, parameters: list[Any], store_id: int | None = None) -> list[tuple[Any, ...]]:
    scope = (
        every_store("one reader follows the events of all stores")
        if store_id is None
        else store_scope(store_id)
    )
    with scope, connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _page(rows: list[tuple[Any, ...]], position: str, *, moves: bool) -> Page:
    """Make a page of rows that begin with the epoch; one row without an id says that there were none."""
    happenings = tuple(_happening(row[1:]) for row in rows[:MOST_AT_ONCE] if row[1] is not None)
    if moves and happenings:
        position = str(happenings[-1].id)
    return Page(rows[0][0] or "", position, happenings, is_cut=len(rows) > MOST_AT_ONCE)


def _limited(rows: list[tuple[Any, ...]]) -> Sequence[Happening]:
    if len(rows) > MOST_REPLAYED:
        raise TooMuch
    return [_happening(row) for row in rows]


def _happening(row: tuple[Any, ...]) -> Happening:
    event_id, store_id, kind, audience, subject_type, subject, refs, changed, actor_kind, person_id = row
    return Happening(
        event_id,
        store_id,
        kind,
        audience,
        subject_type,
        UUID(str(subject)),
        json.loads(refs),
        json.loads(changed),
        actor_kind,
        person_id,
    )
