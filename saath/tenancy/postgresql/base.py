"""Django's back end, with cursors for statements that come again and a cheaper look at an idle connection."""

from __future__ import annotations

import re
import select
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import count
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as DjangosOperations
from django.db.backends.utils import CursorWrapper
from psycopg import ClientCursor, Connection, OperationalError, RawCursor
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import FeatureNotSupported
from psycopg.pq import ConnStatus, TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

from saath.tenancy.scope import current_store_id, scope_or_none, store_scope

IDLE = TransactionStatus.IDLE
# A statement with more of them seldom comes again: it would only be planned.
MOST_VALUES = 50
# The table, the statement, its values.
Writing = tuple[str, str, list[Any]]


class PlannedCursor(RawCursor[Any]):
    """Values travel apart from the text of a statement, so that PostgreSQL keeps its plan.

    psycopg takes the texts with numbered places: it would look for the places of a long one anew each time. One cursor
    serves a connection as long as it lives: making one costs as much as running a small statement.
    """

    is_planned = True

    def __init__(self, connection: Connection[Any]) -> None:
        super().__init__(connection)
        self._of_planned = Transformer(self)

    def execute(self, query: Any, params: Any = None, **options: Any) -> PlannedCursor:
        """Run a statement, without its plan where another process has changed a column's type since it was planned."""
        if params is not None:
            query = _numbered(query)
        try:
            if params is None or not self._run_planned(query, params):
                super().execute(query, params, **options)
        except FeatureNotSupported:
            # In a transaction nothing more can be asked; its end makes psycopg forget all plans.
            connection: Connection[Any] = self.connection
            if connection.info.transaction_status != IDLE:
                raise
            super().execute(query, params, prepare=False)
        return self

    def _run_planned(self, query: bytes, params: Sequence[Any]) -> bool:
        """Run a statement that psycopg has planned, False where it has not; half of the work that `execute` makes of it.

        What psycopg knows of types and columns is kept from one statement to the next.
        """
        connection: Any = self._conn
        line: Any = self._pgconn
        if not connection.autocommit and line.transaction_status == IDLE:
            return False  # psycopg begins the transaction
        known = self._of_planned
        values = known.dump_sequence(params, [PyFormat.AUTO] * len(params))
        name = connection._prepared._names.get((query, known.types))
        if name is None:
            return False
        self._reset()
        self._last_query, self._tx = None, known
        result = line.exec_prepared(name, values, known.formats)
        if line.status != ConnStatus.OK:
            raise OperationalError(result.get_error_message())
        self._check_results([result])
        self._set_results([result])
        return True

    def close(self) -> None:
        """Stay open for the next statement."""


class DatabaseOperations(DjangosOperations):
    """Django's own, but for how it shows a planned statement to whoever logs statements."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Return a statement with its values in it."""
        if getattr(cursor, "is_planned", False):
            # On no cursor of Django's, which would write what waits and lose the rows that nobody has fetched yet.
            return ClientCursor(self.connection.connection).mogrify(sql, params)
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    health_check_done: bool
    ops_class = DatabaseOperations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._later: list[Writing] = []
        self._later_store = 0

    def planned_cursor(self, sql: str) -> CursorWrapper:
        """Return a cursor for a statement that PostgreSQL parses and plans once a connection, however its values change.

        Planning is most of what a page costs it. Give only statements of which there are few. What names no table that is
        to be written later cannot miss it.
        """
        if self._later and any(table in sql for table, _sql, _values in self._later):
            self.write_now()
        self.close_if_health_check_failed()
        if self.connection is None:
            self.ensure_connection()
        if self.queries_logged:
            cursor: CursorWrapper = self._prepare_cursor(self._planned)  # type: ignore[attr-defined]
            return cursor
        return self._planned_wrapped

    def write_later(self, writing: Writing, *, is_new: bool) -> None:
        """Run a write of which nobody asks an outcome in one message with a later one, in the store that is in scope now.

        That is the next write of the transaction, or a message before what reads its table, or before the commit.
        """
        table, _sql, values = writing
        is_apart = self._later_store != scope_or_none() or (self._waits(table) and not is_new)
        if is_apart or self._has_too_many(values):
            self.write_now()
        self._later_store = current_store_id()
        self._later.append(writing)
        if not self.in_atomic_block:
            self.write_now()

    def write_now(self) -> None:
        """Run what was to be written later."""
        if self._later:
            with store_scope(self._later_store):
                *others, (_table, sql, values) = self._take_later()
                self._run_with(others, sql, values)

    def run_with_later(self, table: str, sql: str, values: list[Any]) -> CursorWrapper:
        """Run a statement that writes rows of `table` and reads no other, with what was to be written later.

        The parts of one message do not see each other's rows, so what is to be written into the same table goes before.
        """
        if self._later_store != scope_or_none() or self._waits(table):
            self.write_now()
        return self._run_with(self._take_later(), sql, values)

    def _run_with(self, others: list[Writing], sql: str, values: list[Any]) -> CursorWrapper:
        whole = _with(tuple(each for _table, each, _values in others), sql)
        everything = [value for _table, _sql, each in others for value in each]
        cursor = self.planned_cursor(whole)
        cursor.execute(whole, [*everything, *values])
        return cursor

    def _waits(self, table: str) -> bool:
        return any(each == table for each, _sql, _values in self._later)

    def _has_too_many(self, values: list[Any]) -> bool:
        return len(values) + sum(len(each) for _table, _sql, each in self._later) > MOST_VALUES

    def _take_later(self) -> list[Writing]:
        later, self._later = self._later, []
        return later

    def _cursor(self, name: str | None = None) -> Any:
        self.write_now()
        return super()._cursor(name)  # type: ignore[misc]  # the base has no types

    def _commit(self) -> Any:
        self.write_now()
        return super()._commit()  # type: ignore[misc]

    def _rollback(self) -> Any:
        self._later = []
        return super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        self._later = []  # what was to be written before the savepoint went before it
        super()._savepoint_rollback(sid)  # type: ignore[misc]

    def _close(self) -> Any:
        self._later = []
        return super()._close()  # type: ignore[misc]

    def init_connection_state(self) -> None:
        """Make the cursor of the new connection."""
        self._later = []
        super().init_connection_state()
        planned: Any = PlannedCursor(self.connection)
        # psycopg's own reader of times, in C: ten times as fast as Django's, and ours are in UTC anyway.
        planned.adapters.register_loader("timestamptz", TimestamptzLoader)
        self._planned = planned
        wrapped: Any = CursorWrapper(planned, self)
        # Rows that have come cannot fail any more, so that Django need not stand around to say it in its words.
        wrapped.fetchone, wrapped.fetchall = planned.fetchone, planned.fetchall
        self._planned_wrapped: CursorWrapper = wrapped

    def close_if_health_check_failed(self) -> None:
        """Ask an idle server how it is only where it said something: one that went away has closed the line."""
        if self.health_check_done:
            return
        if self.connection is not None and not _has_word(self.connection.fileno()):
            self.health_check_done = True
        super().close_if_health_check_failed()


@cache
def _with(others: tuple[str, ...], sql: str) -> str:
    """Return one statement that does what several do (PostgreSQL 15, 7.8.4)."""
    parts = ", ".join(f"later_{number} AS ({each})" for number, each in enumerate(others))
    return f"WITH {parts} {sql}" if others else sql


_PLACE = re.compile("%[s%]")


@lru_cache(maxsize=2_048)
def _numbered(sql: str) -> bytes:
    """Return a statement with `$1` for its first `%s`, and so on."""
    numbers = count(1)
    return _PLACE.sub(lambda found: "%" if found[0] == "%%" else f"${next(numbers)}", sql).encode()


def _has_word(file_number: int) -> bool:
    poll = select.poll()
    poll.register(file_number, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
