"""Telling other processes that an event was committed, and which signs of life were given.

PostgreSQL: one NOTIFY for all commits since the last one, after commit and on a connection of its own, because NOTIFY
inside the writing transaction takes a lock that all writers of the cluster share. SQLite: its data version tells of
commits, and one process serves all streams.
"""

from __future__ import annotations

import os
import secrets
import threading
from collections import deque
from time import sleep

import structlog
from django.db import DatabaseError, connection

from saath.timeline.live.presence import AnySign, give, letters_of

CHANNEL = "saath_live"
PRESENCE_CHANNEL = "saath_presence"
# What waits while the database is away is old when it is back.
MOST_SIGNS_WAITING = 1_000

log = structlog.get_logger(__name__)


class Announcer:
    """A thread that is started with the first event of a process, and anew in a forked one."""

    def __init__(self) -> None:
        self.name = secrets.token_hex(4)
        self._wanted = threading.Event()
        self._has_events = False
        self._signs: deque[AnySign] = deque(maxlen=MOST_SIGNS_WAITING)
        self._pid = os.getpid()
        self._thread: threading.Thread | None = None

    def ring(self) -> None:
        """Announce events soon. May be lost: who follows looks for itself every few seconds."""
        self._has_events = True
        self._go()

    def pass_on(self, sign: AnySign) -> None:
        """Pass a sign of life on soon. May be lost: the next one repairs it."""
        self._signs.append(sign)
        self._go()

    def _go(self) -> None:
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
                sleep(BREATH_SECONDS)
        finally:
            connection.close()

    def _notify(self) -> None:
        try:
            with connection.cursor() as cursor:
                if self._has_events:
                    self._has_events = False
                    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, self.name])
                for letter in letters_of(self._waiting_signs()):
                    cursor.execute("SELECT pg_notify(%s, %s)", [PRESENCE_CHANNEL, f"{self.name} {letter}"])
        except DatabaseError as error:
            log.warning("announce_failed", error=type(error).__qualname__)
            connection.close()

    def _waiting_signs(self) -> list[AnySign]:
        return [self._signs.popleft() for _ in range(len(self._signs))]


IDLE_SECONDS = 5.0
# What is committed meanwhile goes with the next NOTIFY, which costs more than an event itself.
BREATH_SECONDS = 0.025
_announcer: Announcer | None = None


def announce() -> None:
    """Wake the hubs of the other processes; called after each commit that holds an event."""
    if connection.vendor == "postgresql":
        announcer().ring()


def tell(sign: AnySign) -> None:
    """Tell everybody who watches of a sign of life, in this process and in the others."""
    give(sign)
    if connection.vendor == "postgresql":
        announcer().pass_on(sign)


def announcer() -> Announcer:
    """Return the announcer of this process."""
    global _announcer
    if _announcer is None or not _announcer.belongs_here():
        _announcer = Announcer()
    return _announcer
