"""PostgreSQL: hearing what other processes announce, on a connection that holds no thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from django.db import DatabaseError, connection

from saath.timeline.live.announce import CHANNEL, PRESENCE_CHANNEL, announcer
from saath.timeline.live.presence import Hear, signs_of

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


async def listen(ring: Callable[[], None], hear: Hear) -> None:
    """Call `ring` for every announcement of another process and `hear` for every sign of life.

    Raises `DatabaseError` when the line breaks.
    """
    try:
        async with await psycopg.AsyncConnection.connect(**_address(), autocommit=True) as line:
            await line.execute(f"LISTEN {CHANNEL}")
            await line.execute(f"LISTEN {PRESENCE_CHANNEL}")
            ring()
            async for heard in line.notifies():
                name, _, letter = heard.payload.partition(" ")
                if name == announcer().name:
                    continue
                if heard.channel == CHANNEL:
                    ring()
                for sign in signs_of(letter) if letter else ():
                    hear(sign)
    except psycopg.Error as error:
        raise DatabaseError from error


def _address() -> dict[str, Any]:
    """Return where Django's own connections go."""
    parameters = connection.get_connection_params()
    return {key: parameters[key] for key in CONNECTION_KEYS if parameters.get(key)}
