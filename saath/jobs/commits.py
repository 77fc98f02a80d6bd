"""Commits that need not reach the disk at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper

from saath.tenancy.prepared import planned_cursor
from saath.tenancy.transactions import one_writer

# PostgreSQL takes the setting back at the end of the transaction, which is this one statement where none is open.
_QUICKLY = """
WITH written AS ({sql})
SELECT written.* FROM written, (SELECT set_config('synchronous_commit', 'off', true)) AS quick
"""


def write_quickly(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Write a claim or an outcome of a job without waiting for the disk, and return what it returns of its rows.

    A power failure may undo the last of them, never a commit of the job itself: the job then runs
    once more, which it must stand anyway. A killed process undoes nothing. Inside a transaction it is
    written as that commits.
    """
    with planned_cursor(sql) as cursor:
        if connection.in_atomic_block:
            return _rows(cursor, sql, params)
        if connection.vendor == "sqlite":
            with one_writer(), _sqlite_quick(cursor):
                return _rows(cursor, sql, params)
        return _rows(cursor, _QUICKLY.format(sql=sql), params)


def _rows(cursor: CursorWrapper, sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    cursor.execute(sql, params)
    return list(cursor.fetchall())


@contextmanager
def _sqlite_quick(cursor: CursorWrapper) -> Iterator[None]:
    cursor.execute("PRAGMA synchronous = NORMAL")
    try:
        yield
    finally:
        cursor.execute("PRAGMA synchronous = FULL")
