"""Row-level security on PostgreSQL: the database itself shows only the rows of the store in scope.

The application's role does not own the tables and the policies are forced. The scope travels as the transaction-local
setting `saath.store` (PostgreSQL 15, CREATE POLICY), so that a pooled connection can never carry it to another request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from saath.tenancy.scope import EVERY_STORE, scope_or_none

IDLE = 0  # psycopg.pq.TransactionStatus.IDLE
# Setting the scope itself, and savepoints: rolling back to one must work in a failed transaction, where nothing else does.
NEEDS_NO_SCOPE = (
    "SELECT set_config('saath.store'",
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
    """Run a statement under the scope of the calling code, opening a transaction for it where none is open."""
    connection = context["connection"]
    wanted = _setting()
    if not wanted or sql.startswith(NEEDS_NO_SCOPE):
        return execute(sql, params, many, context)
    if connection.in_atomic_block:
        _set(connection, wanted)
        return execute(sql, params, many, context)
    with transaction.atomic(using=connection.alias):
        _set(connection, wanted)
        return execute(sql, params, many, context)


def _setting() -> str:
    store_id = scope_or_none()
    if store_id is None:
        return ""
    return "*" if store_id == EVERY_STORE else str(store_id)


def _set(connection: BaseDatabaseWrapper, wanted: str) -> None:
    """Set the scope once a transaction, and again where a savepoint may have undone it."""
    raw: Any = connection.connection
    state = (wanted, tuple(connection.savepoint_ids))
    if raw.pgconn.transaction_status != IDLE and getattr(raw, "saath_scope", None) == state:
        return
    with raw.cursor() as cursor:
        cursor.execute("SELECT set_config('saath.store', %s, true)", [wanted])
    raw.saath_scope = state
