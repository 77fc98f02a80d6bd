"""One attempt at a job, and the writes that only its lease allows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection

from saath.jobs.commits import write_quickly
from saath.jobs.errors import LeaseLost
from saath.jobs.models import JobState
from saath.tenancy.prepared import planned_cursor

# By hand, as every job passes here: the query builder would take longer than the statement.
_CHANGE = """
UPDATE jobs_job SET {changes}
WHERE ({which}) AND state = 'running' RETURNING id
"""
_MINE = "id = %s AND attempt = %s AND leased_by = %s"
# Held, which writes less than a renewed lease: the heartbeat renews it. SQLite's writer holds everything anyway.
_HOLD = f"SELECT id FROM jobs_job WHERE {_MINE} AND state = 'running'"  # noqa: S608  # fixed text
_HELD = {"postgresql": f"{_HOLD} FOR NO KEY UPDATE", "sqlite": _HOLD}
_RENEW = "lease_until = %s"
_END = """
    state = CASE WHEN runs_again THEN 'ready' ELSE %s END,
    error = %s, finished_at = %s, failures = 0, lease_until = NULL
"""
_RETRY = "state = 'ready', run_at = %s, error = %s, failures = failures + %s, lease_until = NULL"


@dataclass(frozen=True, slots=True, eq=False)
class Attempt:
    """What a worker holds while it runs a job.

    `number` and `worker` are the fence. A newer attempt has a higher number; should the database
    lose a claim in a crash and give its number once more, then it is to another worker.
    """

    job_id: int
    number: int
    failures: int
    store_id: int | None
    task: str
    args: list[Any]
    kwargs: dict[str, Any]
    worker: str
    lease_seconds: float
    began: float = field(default_factory=monotonic)

    def still_mine(self) -> bool:
        """Whether no newer attempt has taken the job; inside a transaction none can before its end."""
        sql = _HELD[connection.vendor]
        with planned_cursor(sql) as cursor:
            cursor.execute(sql, [self.job_id, self.number, self.worker])
            return cursor.fetchone() is not None

    def require(self) -> None:
        """Refuse to go on without the lease. Raises LeaseLost."""
        if not self.still_mine():
            raise LeaseLost(self.task)

    def renew(self, at: datetime) -> bool:
        """Prolong the lease; False when it is lost."""
        return self._write(_RENEW, _moment(at + timedelta(seconds=self.lease_seconds)))

    def finish(self, at: datetime) -> bool:
        """Record success. A job that was asked for again meanwhile goes back to the queue."""
        return self._end(JobState.DONE, at, error="")

    def bury(self, at: datetime, error: str) -> bool:
        """Record that there is no use in trying again."""
        return self._end(JobState.DEAD, at, error=error)

    def retry(self, run_at: datetime, *, error: str, failed: bool) -> bool:
        """Put the job back for `run_at`."""
        return self._write(_RETRY, _moment(run_at), error, int(failed))

    def _end(self, state: JobState, at: datetime, *, error: str) -> bool:
        return self._write(_END, state.value, error, _moment(at))

    def _write(self, changes: str, *values: Any) -> bool:
        return bool(_write([self], changes, *values))


def finish_attempts(attempts: Sequence[Attempt], at: datetime) -> set[int]:
    """Record the success of several at once, as each would; return the jobs whose lease let us write it."""
    return _write(attempts, _END, JobState.DONE.value, "", _moment(at)) if attempts else set()


def _write(attempts: Sequence[Attempt], changes: str, *values: Any) -> set[int]:
    which = " OR ".join([_MINE] * len(attempts))
    mine = [value for each in attempts for value in (each.job_id, each.number, each.worker)]
    return {
        job_id for (job_id,) in write_quickly(_CHANGE.format(changes=changes, which=which), [*values, *mine])
    }


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
