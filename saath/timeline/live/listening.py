"""PostgreSQL: hearing what other processes announce, on a connection that holds no thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from saath.timeline.live.announce import CHANNEL, announcer

CONNECTION_KEYS = (
    "host",
    "port",
    "dbname",
    "user",
    "password",
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
)


async def listen(ring: Callable[[], None]) -> None:
    """Call `ring` for every announcement of another process; raises `DatabaseError` when the line breaks."""
    try:
        async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            ring()
            async for heard in line.notifies():
                if heard.payload != announcer().name:
                    ring()
    except psycopg.Error as error:
        raise DatabaseError from error


def _address() -> dict[str, Any]:
    """Return where Django's own connections go."""
    parameters = connection.get_connection_params()
    return {key: parameters[key] for key in CONNECTION_KEYS if parameters.get(key)}
