"""One state of the database, while others go on writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

_STILL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"


@contextmanager
def snapshot() -> Iterator[None]:
    """Read one state until the block ends; nobody who writes waits for it. It is the outermost transaction."""
    with _reading(), transaction.atomic(durable=True):
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(_STILL)
        yield


@contextmanager
def _reading() -> Iterator[None]:
    """Let a transaction on SQLite begin without the write lock (WAL: a reader keeps the state that it began with)."""
    wrapper: Any = connection
    mode = getattr(wrapper, "transaction_mode", None)
    if connection.vendor == "sqlite":
        wrapper.ensure_connection()
        wrapper.transaction_mode = "DEFERRED"
    try:
        yield
    finally:
        if connection.vendor == "sqlite":
            wrapper.transaction_mode = mode
