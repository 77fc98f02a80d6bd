"""Telling other processes that an event was committed.

PostgreSQL: one NOTIFY for all commits since the last one, after commit and on a connection of its own, because NOTIFY
inside the writing transaction takes a lock that all writers of the cluster share. SQLite: its data version tells.
"""

from __future__ import annotations

import os
import secrets
import threading

import structlog
from django.db import DatabaseError, connection

CHANNEL = "saath_live"

log = structlog.get_logger(__name__)


class Announcer:
    """A thread that is started with the first event of a process, and anew in a forked one."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(4)
        self._wanted = threading.Event()
        self._pid = os.getpid()
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Announce soon. May be lost: who follows looks for itself every few seconds."""
        self._wanted.set()
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._run, name="live-announce", daemon=True)
            self._thread.start()

    def belongs_here(self) -> bool:
        """Tell whether this object was made by the running process."""
        return self._pid == os.getpid()

    def _run(self) -> None:
        try:
            while self._wanted.wait(timeout=IDLE_SECONDS):
                self._wanted.clear()
                self._notify()
        finally:
            connection.close()

    def _notify(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, self.name])
        except DatabaseError as error:
            log.warning("announce_failed", error=type(error).__qualname__)
            connection.close()


IDLE_SECONDS = 5.0
_announcer: Announcer | None = None


def announce() -> None:
    """Wake the hubs of the other processes; called after each commit that holds an event."""
    if connection.vendor == "postgresql":
        announcer().ring()


def announcer() -> Announcer:
    """Return the announcer of this process."""
    global _announcer
    if _announcer is None or not _announcer.belongs_here():
        _announcer = Announcer()
    return _announcer
