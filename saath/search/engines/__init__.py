"""The full-text search of each database."""

from __future__ import annotations

from django.db import connection

from saath.search.engines.base import Engine
from saath.search.engines.postgresql import PostgresqlEngine
from saath.search.engines.sqlite import SqliteEngine

_ENGINES: dict[str, Engine] = {"sqlite": SqliteEngine(), "postgresql": PostgresqlEngine()}


def engine() -> Engine:
    """Return the engine of the database that we are connected to."""
    return _ENGINES[connection.vendor]
