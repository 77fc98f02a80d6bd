"""Keeping the leases of running jobs alive."""

import threading
from contextlib import suppress
from time import monotonic

import structlog
from django.db import DatabaseError, connection

from saath.core.clock import now
from saath.jobs.attempt import Attempt

log = structlog.get_logger(__name__)


class Heartbeat:
    """A thread that renews every attempt it is given, until the attempt ends or takes too long."""

    def __init__(self, interval_seconds: float) -> None:
        self._interval = interval_seconds
        self._attempts: dict[Attempt, float] = {}
        self._guard = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to beat."""
        self._thread.start()

    def stop(self) -> None:
        """Beat no more; leases run out by themselves."""
        self._stop.set()
        self._thread.join()

    def keep(self, attempt: Attempt, time_limit_seconds: float) -> None:
        """Renew `attempt` until it is dropped or has run for `time_limit_seconds`."""
        with self._guard:
            self._attempts[attempt] = monotonic() + time_limit_seconds

    def drop(self, attempt: Attempt) -> None:
        """Renew `attempt` no more."""
        with self._guard:
            self._attempts.pop(attempt, None)

    def kept(self) -> list[Attempt]:
        """The attempts that are running."""
        with self._guard:
            return list(self._attempts)

    def _run(self) -> None:
        while not self._stop.wait(self._interval):
            self._beat()
        connection.close()

    def _beat(self) -> None:
        with self._guard:
            running = list(self._attempts.items())
        for attempt, ends_at in running:
            with suppress(DatabaseError):
                self._renew(attempt, ends_at)

    def _renew(self, attempt: Attempt, ends_at: float) -> None:
        if monotonic() > ends_at:
            log.warning("job_over_time", task=attempt.task, job=attempt.job_id)
            self.drop(attempt)
        elif not attempt.renew(now()):
            self.drop(attempt)
