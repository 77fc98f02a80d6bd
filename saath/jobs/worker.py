"""The process that runs jobs."""

import os
import secrets
import socket
import threading
from collections.abc import Callable
from time import monotonic

import structlog
from django.db import close_old_connections, connection

from saath.core.clock import now
from saath.jobs.attempt import Attempt
from saath.jobs.bell import bell
from saath.jobs.claim import claim_alike, claim_job, has_ready_job, reap_expired
from saath.jobs.heartbeat import Heartbeat
from saath.jobs.outcomes import load_task
from saath.jobs.rules import MAX_FAILURES
from saath.jobs.runner import run_attempts, runs_together
from saath.jobs.scheduler import run_due_schedules

log = structlog.get_logger(__name__)

LEASE_SECONDS = 60.0
POLL_SECONDS = 0.1
TICK_SECONDS = 1.0
LONGEST_WAIT_SECONDS = 5.0
GRACE_SECONDS = 20.0
PAUSE_AFTER_ERROR_SECONDS = 1.0


class Worker:
    """Claims and runs jobs on a few threads, reaps what other workers left, and fires schedules."""

    def __init__(
        self,
        *,
        threads: int = 2,
        queues: tuple[str, ...] = ("default",),
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        self._queues = queues
        self._lease_seconds = lease_seconds
        self._heartbeat = Heartbeat(lease_seconds / 3)
        self._stop = threading.Event()
        self._tick_at = 0.0
        self._threads = [
            threading.Thread(
                target=self._until_stopped, args=(self._work,), name=f"jobs-{number}", daemon=True
            )
            for number in range(threads)
        ]

    def run(self, stop_event: threading.Event) -> None:
        """Work until `stop_event` is set; then finish what runs, or release what does not end in time."""
        self._stop = stop_event
        self._heartbeat.start()
        for thread in self._threads:
            thread.start()
        log.info("worker_started", worker=self.name)
        self._until_stopped(self._watch)
        self._wind_down()
        log.info("worker_stopped", worker=self.name)

    def join(self) -> None:
        """Wait for threads that `run` had to leave behind."""
        for thread in self._threads:
            thread.join()

    def run_pending(self) -> int:
        """Run in this thread whatever is ready now, and return how many jobs that were."""
        count = 0
        while attempts := self._claim():
            run_attempts(attempts)
            count += len(attempts)
        return count

    def _until_stopped(self, step: Callable[[], None]) -> None:
        while not self._stop.is_set():
            try:
                step()
            except Exception as error:
                log.error("worker_step_failed", error=type(error).__qualname__)
                close_old_connections()
                self._stop.wait(PAUSE_AFTER_ERROR_SECONDS)
        connection.close()

    def _work(self) -> None:
        heard = bell.rings
        attempts = self._claim()
        if not attempts:
            self._wait_for_work(heard)
            return
        for attempt in attempts:
            self._heartbeat.keep(attempt, _time_limit_seconds(attempt))
        try:
            run_attempts(attempts)
        finally:
            for attempt in attempts:
                self._heartbeat.drop(attempt)

    def _claim(self) -> list[Attempt]:
        """Take a job, and those that run together with it."""
        for queue in self._queues:
            thread = f"{self.name}:{threading.get_ident()}"
            first = claim_job(queue, worker=thread, lease_seconds=self._lease_seconds, at=now())
            if first is not None:
                more = runs_together(first) - 1
                return [first, *(claim_alike(first, queue, limit=more, at=now()) if more > 0 else ())]
        return []

    def _wait_for_work(self, heard: int) -> None:
        close_old_connections()
        bell.wait(heard, LONGEST_WAIT_SECONDS)

    def _watch(self) -> None:
        # Whoever works looks for more before waiting.
        if bell.is_heard and any(has_ready_job(queue, now()) for queue in self._queues):
            bell.ring()
        if monotonic() >= self._tick_at:
            self._tick()
        self._stop.wait(POLL_SECONDS)

    def _tick(self) -> None:
        self._tick_at = monotonic() + min(TICK_SECONDS, self._lease_seconds / 4)
        reap_expired(now(), MAX_FAILURES)
        run_due_schedules(now(), holder=self.name)
        close_old_connections()

    def _wind_down(self) -> None:
        bell.ring()
        deadline = monotonic() + GRACE_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - monotonic()))
        self._heartbeat.stop()
        for attempt in self._heartbeat.kept():
            attempt.retry(now(), error="", failed=False)
        connection.close()


def _time_limit_seconds(attempt: Attempt) -> float:
    try:
        return load_task(attempt.task).time_limit_seconds
    except ImportError:
        return attempt.lease_seconds
