"""What tells a hub that another process has committed something."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from importlib import import_module

import structlog
from django.db import DatabaseError, connection

from saath.timeline.live.presence import Hear

LOOK_SECONDS = 0.02
RETRY_SECONDS = 2.0

log = structlog.get_logger(__name__)
Ring = Callable[[], None]


async def ring_on_commits(ring: Ring, hear: Hear) -> None:
    """Call `ring` whenever another process may have committed an event, and `hear` with its signs of life, until cancelled."""
    while True:
        try:
            if connection.vendor == "postgresql":
                # Loaded here only: on SQLite its driver would cost every process ten megabytes.
                await import_module("saath.timeline.live.listening").listen(ring, hear)
            else:
                await _look(ring)
        except (DatabaseError, sqlite3.Error, OSError) as error:
            log.warning("live_bell_failed", error=type(error).__qualname__)
        await asyncio.sleep(RETRY_SECONDS)


async def _look(ring: Ring) -> None:
    """SQLite: the data version of the file changes with every commit of another connection (2 µs a look).

    https://www.sqlite.org/pragma.html#pragma_data_version
    """
    path = str(connection.settings_dict["NAME"])
    with closing(sqlite3.connect(path, uri=path.startswith("file:"), isolation_level=None)) as file:
        before = None
        while True:
            version = file.execute("PRAGMA data_version").fetchone()[0]
            if version != before:
                ring()
            before = version
            await asyncio.sleep(LOOK_SECONDS)
