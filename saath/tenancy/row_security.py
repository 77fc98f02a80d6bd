"""Row-level security on PostgreSQL: the database itself shows only the rows of the store in scope.

The application's role does not own the tables and the policies are forced. The scope travels as the transaction-local
setting `saath.store` (PostgreSQL 15, CREATE POLICY), so that a pooled connection can never carry it to another request.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from saath.tenancy.scope import EVERY_STORE, scope_or_none

IDLE = 0  # psycopg.pq.TransactionStatus.IDLE
TUPLES_OK = 2  # psycopg.pq.ExecStatus.TUPLES_OK
# Setting the scope itself, what must come first in a transaction, and savepoints: rolling back to one must work in a
# failed transaction, where nothing else does.
NEEDS_NO_SCOPE = (
    "SELECT set_config('saath.store'",
    "SET TRANSACTION ",
    "SAVEPOINT ",
    "RELEASE SAVEPOINT ",
    "ROLLBACK TO SAVEPOINT ",
)
Execute = Callable[..., Any]


def install(connection: BaseDatabaseWrapper, **_: object) -> None:
    """Make a new PostgreSQL connection carry the scope with every statement."""
    if connection.vendor == "postgresql" and carry_scope not in connection.execute_wrappers:
        connection.execute_wrappers.append(carry_scope)


def carry_scope(execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Run a statement under the scope of the calling code.

    The scope goes before the statement in the same message, which is one transaction where none is open.
    """
    connection = context["connection"]
    _forget_ended(connection)
    wanted = _setting()
    if not wanted or sql.startswith(NEEDS_NO_SCOPE):
        return execute(sql, params, many, context)
    if many or _stands_alone(context["cursor"]):
        return _run_alone(execute, sql, params, many, context, wanted)
    if connection.in_atomic_block and _is_set(connection, wanted):
        return execute(sql, params, many, context)
    done = execute(f"{_set_scope(wanted)}; {sql}", params, many, context)
    context["cursor"].cursor.nextset()
    _remember(connection, wanted)
    return done


def _run_alone(
    execute: Execute, sql: str, params: Any, many: bool, context: dict[str, Any], wanted: str
) -> Any:
    """Run what cannot go in one message with another statement: for many rows, on a cursor of the server, or planned."""
    connection = context["connection"]
    # A transaction is no "atomic block" any more while it commits, when what was to be inserted later goes.
    is_open = not connection.autocommit
    with nullcontext() if is_open else transaction.atomic(using=connection.alias):
        if not _is_set(connection, wanted):
            with connection.wrap_database_errors:
                _set_first(connection.connection, wanted)
            _remember(connection, wanted)
        return execute(sql, params, many, context)


def _set_first(raw: Any, wanted: str) -> None:
    """Set the scope in a transaction, in one message with BEGIN where it has not begun and is an ordinary one."""
    has_begun = raw.pgconn.transaction_status != IDLE
    if has_begun or not (raw.isolation_level is raw.read_only is raw.deferrable is None):
        is_set = False
    else:
        is_set = raw.pgconn.exec_(f"BEGIN; {_set_scope(wanted)}".encode()).status == TUPLES_OK
    if not is_set:  # and where that failed, psycopg says why
        with raw.cursor() as cursor:
            cursor.execute(_set_scope(wanted))


def _stands_alone(cursor: Any) -> bool:
    return bool(getattr(cursor, "name", None) or getattr(cursor, "is_planned", False))


def _setting() -> str:
    store_id = scope_or_none()
    if store_id is None:
        return ""
    return "*" if store_id == EVERY_STORE else str(store_id)


def _set_scope(wanted: str) -> str:
    return f"SELECT set_config('saath.store', '{wanted}', true)"


def _is_set(connection: BaseDatabaseWrapper, wanted: str) -> bool:
    """Tell whether the running transaction has the scope: it is set once, and again where a savepoint may have undone it."""
    raw: Any = connection.connection
    return bool(raw.saath_scope == _state(connection, wanted))


def _forget_ended(connection: BaseDatabaseWrapper) -> None:
    """Forget what an earlier transaction had set, whichever statement begins the new one."""
    raw: Any = connection.connection
    if raw.pgconn.transaction_status == IDLE:
        raw.saath_scope = None


def _remember(connection: BaseDatabaseWrapper, wanted: str) -> None:
    raw: Any = connection.connection
    raw.saath_scope = _state(connection, wanted)


def _state(connection: BaseDatabaseWrapper, wanted: str) -> tuple[str, tuple[str, ...]]:
    """Return the scope and the savepoints around it; an inner block without one rolls the whole transaction back."""
    return wanted, tuple(name for name in connection.savepoint_ids if name)
