"""One attempt at a job, and the writes that only its lease allows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from saath.core.clock import now
from saath.jobs.commits import quick_commit
from saath.jobs.errors import LeaseLost
from saath.jobs.models import Job, JobState

# By hand, as every job passes here: the query builder would take longer than the statement.
_END = """
UPDATE jobs_job
SET state = CASE WHEN runs_again THEN 'ready' ELSE %s END,
    error = %s, finished_at = %s, failures = 0, lease_until = NULL
WHERE id = %s AND attempt = %s AND leased_by = %s AND state = 'running'
"""


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
        """Whether no newer attempt has taken the job."""
        return self._row().exists()

    def require(self) -> None:
        """Refuse to go on without the lease. Inside a transaction nobody can take the job before its end.

        Raises LeaseLost.
        """
        if not self.renew(now()):
            raise LeaseLost(self.task)

    def renew(self, at: datetime) -> bool:
        """Prolong the lease; False when it is lost."""
        return self._write(lease_until=at + timedelta(seconds=self.lease_seconds))

    def finish(self, at: datetime) -> bool:
        """Record success. A job that was asked for again meanwhile goes back to the queue."""
        return self._end(JobState.DONE, at, error="")

    def bury(self, at: datetime, error: str) -> bool:
        """Record that there is no use in trying again."""
        return self._end(JobState.DEAD, at, error=error)

    def retry(self, run_at: datetime, *, error: str, failed: bool) -> bool:
        """Put the job back for `run_at`."""
        failures = F("failures") + 1 if failed else F("failures")
        return self._write(
            state=JobState.READY, run_at=run_at, error=error, failures=failures, lease_until=None
        )

    def _end(self, state: JobState, at: datetime, *, error: str) -> bool:
        moment = connection.ops.adapt_datetimefield_value(at)
        with quick_commit(), connection.cursor() as cursor:
            cursor.execute(_END, [state.value, error, moment, self.job_id, self.number, self.worker])
            return bool(cursor.rowcount == 1)

    def _write(self, **changes: Any) -> bool:
        with quick_commit():
            return self._row().update(**changes) == 1

    def _row(self) -> QuerySet[Job]:
        return Job.objects.filter(
            pk=self.job_id, attempt=self.number, leased_by=self.worker, state=JobState.RUNNING
        )
