"""The process that runs jobs."""

import os
import secrets
import socket
import threading
from collections.abc import Callable, Mapping
from functools import partial
from time import monotonic

import structlog
from django.db import close_old_connections, connection

from saath.core.clock import now
from saath.jobs.attempt import Attempt
from saath.jobs.bell import bell_of, ring_every_bell
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
    """Claims and runs jobs on a few threads, reaps what other workers left, and fires schedules.

    `aside` names queues with threads of their own, so that what waits there for strangers' servers holds up nothing else.
    """

    def __init__(
        self,
        *,
        threads: int = 2,
        queues: tuple[str, ...] = ("default",),
        aside: Mapping[str, int] | None = None,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
        crews: dict[tuple[str, ...], int] = {queues: threads}
        crews |= {(queue,): number for queue, number in (aside or {}).items()}
        self._crews = tuple(crews)
        self._lease_seconds = lease_seconds
        self._heartbeat = Heartbeat(lease_seconds / 3)
        self._stop = threading.Event()
        self._tick_at = 0.0
        self._threads = [
            threading.Thread(
                target=self._until_stopped,
                args=(partial(self._work, crew),),
                name=f"jobs-{crew[0]}-{number}",
                daemon=True,
            )
            for crew, size in crews.items()
            for number in range(size)
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
        every_queue = tuple(queue for crew in self._crews for queue in crew)
        while attempts := self._claim(every_queue):
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

    def _work(self, crew: tuple[str, ...]) -> None:
        bell = bell_of(crew[0])
        heard = bell.rings
        attempts = self._claim(crew)
        if not attempts:
            close_old_connections()
            bell.wait(heard, LONGEST_WAIT_SECONDS)
            return
        for attempt in attempts:
            self._heartbeat.keep(attempt, _time_limit_seconds(attempt))
        try:
            run_attempts(attempts)
        finally:
            for attempt in attempts:
                self._heartbeat.drop(attempt)

    def _claim(self, queues: tuple[str, ...]) -> list[Attempt]:
        """Take a job, and those that run together with it."""
        for queue in queues:
            thread = f"{self.name}:{threading.get_ident()}"
            first = claim_job(queue, worker=thread, lease_seconds=self._lease_seconds, at=now())
            if first is not None:
                more = runs_together(first) - 1
                return [first, *(claim_alike(first, queue, limit=more, at=now()) if more > 0 else ())]
        return []

    def _watch(self) -> None:
        # Whoever works looks for more before waiting.
        for crew in self._crews:
            bell = bell_of(crew[0])
            if bell.is_heard and any(has_ready_job(queue, now()) for queue in crew):
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
        ring_every_bell()
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
