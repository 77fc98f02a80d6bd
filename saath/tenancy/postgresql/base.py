"""Django's back end, with cursors for statements that come again and a cheaper look at an idle connection."""

from __future__ import annotations

import select
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.operations import DatabaseOperations as DjangosOperations
from django.db.backends.utils import CursorWrapper
from psycopg import Connection
from psycopg.errors import FeatureNotSupported
from psycopg.pq import TransactionStatus
from psycopg.types.datetime import TimestamptzLoader

IDLE = TransactionStatus.IDLE


class PlannedCursor(base.ServerBindingCursor):
    """Values travel apart from the text of a statement, so that PostgreSQL keeps its plan.

    One serves a connection as long as it lives: making one costs as much as running a small statement.
    """

    is_planned = True

    def execute(self, query: Any, params: Any = None, **options: Any) -> PlannedCursor:
        """Run a statement, without its plan where another process has changed a column's type since it was planned."""
        try:
            super().execute(query, params, **options)  # type: ignore[misc]  # the base has no types
        except FeatureNotSupported:
            # In a transaction nothing more can be asked; its end makes psycopg forget all plans.
            connection: Connection[Any] = self.connection  # type: ignore[attr-defined]
            if connection.info.transaction_status != IDLE:
                raise
            super().execute(query, params, prepare=False)  # type: ignore[misc]
        return self

    def close(self) -> None:
        """Stay open for the next statement."""


class DatabaseOperations(DjangosOperations):
    """Django's own, but for how it shows a planned statement to whoever logs statements."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """Return a statement with its values in it."""
        if getattr(cursor, "is_planned", False):
            return str(self.compose_sql(sql, params))
        return super().last_executed_query(cursor, sql, params)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    health_check_done: bool
    ops_class = DatabaseOperations

    def planned_cursor(self) -> CursorWrapper:
        """Return a cursor whose statements PostgreSQL parses and plans once a connection, however their values change.

        Planning is most of what a page costs it. Give only statements of which there are few.
        """
        self.close_if_health_check_failed()
        self.ensure_connection()
        cursor: CursorWrapper = self._prepare_cursor(self._planned)  # type: ignore[attr-defined]
        return cursor

    def init_connection_state(self) -> None:
        """Make the cursor of the new connection."""
        super().init_connection_state()
        planned: Any = PlannedCursor(self.connection)  # type: ignore[call-arg]
        # psycopg's own reader of times, in C: ten times as fast as Django's, and ours are in UTC anyway.
        planned.adapters.register_loader("timestamptz", TimestamptzLoader)
        self._planned = planned

    def close_if_health_check_failed(self) -> None:
        """Ask an idle server how it is only where it said something: one that went away has closed the line."""
        if (
            self.connection is not None
            and not self.health_check_done
            and not _has_word(self.connection.fileno())
        ):
            self.health_check_done = True
        super().close_if_health_check_failed()


def _has_word(file_number: int) -> bool:
    poll = select.poll()
    poll.register(file_number, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
