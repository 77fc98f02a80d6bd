"""Taking a job, on both engines in one statement; and taking back what a dead worker left."""

import json
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Case, F, Value, When

from saath.core.faults import fault_point
from saath.jobs.attempt import Attempt
from saath.jobs.commits import write_quickly
from saath.jobs.models import Job, JobState
from saath.tenancy.transactions import one_writer

REAPED_ERROR = "the worker vanished"

_CLAIM = """
UPDATE jobs_job
SET state = 'running', attempt = attempt + 1, runs_again = %s,
    leased_by = %s, lease_until = %s, started_at = %s
WHERE id = (
    SELECT id FROM jobs_job
    WHERE state = 'ready' AND queue = %s AND NOT run_at > %s{only}
    ORDER BY priority DESC, run_at, id LIMIT 1 {lock}
)
RETURNING id, attempt, failures, store_id, task, args, kwargs
"""

# Among the most urgent only, so that a long queue is never read through; a plain "state = 'ready'" in the middle would
# let PostgreSQL do that by the index of all that is ready.
_CLAIM_ALIKE = """
UPDATE jobs_job
SET state = 'running', attempt = attempt + 1, runs_again = %s,
    leased_by = %s, lease_until = %s, started_at = %s
WHERE id {any_of} (
    SELECT id FROM jobs_job
    WHERE id {any_of} (
        SELECT id FROM jobs_job WHERE state = 'ready' AND queue = %s AND NOT run_at > %s
        ORDER BY priority DESC, run_at, id LIMIT 64
    ){end} AND state || '' = 'ready' AND task = %s AND store_id = %s
    ORDER BY priority DESC, run_at, id LIMIT %s {lock}
){end}
RETURNING id, attempt, failures, store_id, task, args, kwargs
"""

_IS_READY = """
SELECT 1 FROM jobs_job WHERE state = 'ready' AND queue = %s AND NOT run_at > %s
ORDER BY priority DESC, run_at, id LIMIT 1
"""


def claim_job(
    queue: str, *, worker: str, lease_seconds: float, at: datetime, priority: int | None = None
) -> Attempt | None:
    """Take the most urgent ready job of `queue`, or of one `priority` in it, for `lease_seconds`; None without one."""
    only = "" if priority is None else " AND priority = %s"
    wanted = [] if priority is None else [priority]
    claimed = _claim(
        _CLAIM.format(lock=_lock(), only=only), [queue, _moment(at), *wanted], worker, lease_seconds, at
    )
    if not claimed:
        return None
    fault_point("after_claim")
    return claimed[0]


def claim_alike(first: Attempt, queue: str, *, limit: int, at: datetime) -> list[Attempt]:
    """Take up to `limit` more ready jobs of the same task and store, for the worker that has the first of them."""
    alike = [queue, _moment(at), first.task, first.store_id, limit]
    claimed = _claim(_claim_alike_sql(), alike, first.worker, first.lease_seconds, at)
    return sorted(claimed, key=lambda attempt: attempt.job_id)


def _claim(sql: str, which: list[Any], worker: str, lease_seconds: float, at: datetime) -> list[Attempt]:
    until = _moment(at + timedelta(seconds=lease_seconds))
    rows = write_quickly(sql, [False, worker, until, _moment(at), *which])
    return [
        Attempt(
            job_id,
            number,
            failures,
            store_id,
            task,
            json.loads(args),
            json.loads(kwargs),
            worker,
            lease_seconds,
        )
        for job_id, number, failures, store_id, task, args, kwargs in rows
    ]


def _claim_alike_sql() -> str:
    """Return the statement; as an array PostgreSQL finds the ids of a sub-select once, whatever it thinks of the queue."""
    any_of, end = ("= ANY (ARRAY", ")") if connection.vendor == "postgresql" else ("IN", "")
    return _CLAIM_ALIKE.format(any_of=any_of, end=end, lock=_lock())


def _lock() -> str:
    return "FOR UPDATE SKIP LOCKED" if connection.features.has_select_for_update_skip_locked else ""


def has_ready_job(queue: str, at: datetime) -> bool:
    """Whether a claim is worth the write lock."""
    with connection.cursor() as cursor:
        cursor.execute(_IS_READY, [queue, _moment(at)])
        return cursor.fetchone() is not None


def reap_expired(at: datetime, max_failures: int) -> int:
    """Take back jobs whose lease has run out, as a failure each; return how many.

    What failed `max_failures` times is buried: it may be what kills its workers.
    """
    expired = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=at)
    if not expired.exists():
        return 0
    spent = When(failures__gte=max_failures - 1, then=Value(JobState.DEAD))
    with one_writer():
        return expired.update(
            state=Case(spent, default=Value(JobState.READY)),
            failures=F("failures") + 1,
            error=REAPED_ERROR,
            run_at=at,
            finished_at=at,
            lease_until=None,
        )


def _moment(at: datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(at)
