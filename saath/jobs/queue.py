"""Inserting jobs, once for each key."""

from datetime import datetime
from uuid import UUID

from django.db.models import Case, F, QuerySet, Value, When

from saath.jobs.models import Job, JobState
from saath.jobs.models.job import UNFINISHED
from saath.tenancy.rows import insert_later, insert_unless_there


def insert_job(job: Job, *, leaves_waiting: bool = False) -> UUID:
    """Insert `job` and return its public id, or that of the unfinished job with the same key.

    Where that one is left as it waits, nobody asks for its id.
    """
    while True:
        if insert_unless_there(job) or leaves_waiting:
            return job.public_id
        waiting = _join_waiting(job)
        if waiting:
            return waiting


def insert_first(job: Job) -> UUID:
    """Insert `job`, the first with its key and in a store, with what is written next."""
    insert_later(job)
    return job.public_id


def _join_waiting(job: Job) -> UUID | None:
    """Make sure that the waiting job sees what our transaction writes; None when it has just ended.

    The write locks the row until we commit, so that a worker cannot take it in between and miss our rows.
    """
    found = _unfinished(job).values_list("pk", "public_id").first()
    if found is None:
        return None
    pk, public_id = found
    return public_id if _ask_again(_unfinished(job).filter(pk=pk), job.run_at) else None


def _ask_again(waiting: QuerySet[Job], run_at: datetime) -> bool:
    is_running = {"state": JobState.RUNNING}
    changed = waiting.update(
        runs_again=Case(When(**is_running, then=Value(True)), default=F("runs_again")),
        run_at=Case(When(**is_running, then=Value(run_at)), default=F("run_at")),
    )
    return changed == 1


def hasten(key: str, *, at: datetime) -> None:
    """Let the store's job of this key that waits, perhaps after a failure, run at `at` where that is sooner."""
    Job.objects.filter(key=key, state=JobState.READY, run_at__gt=at).update(run_at=at)


def _unfinished(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(store_id=job.store_id, key=job.key, state__in=UNFINISHED)
