"""Deleting what has had its time: finished jobs, and counts of rate limits."""

from datetime import datetime, timedelta

from django_tasks import task

from saath.core.clock import now
from saath.core.ratelimit import delete_expired_counts
from saath.jobs.models import Job, JobState
from saath.tenancy.transactions import one_writer

KEEP_DONE = timedelta(days=7)
KEEP_DEAD = timedelta(days=90)
BATCH = 1000


@task(priority=-50)
def delete_old_jobs() -> None:
    """Delete finished jobs after a week and dead letters after 90 days, in batches."""
    _delete_until(JobState.DONE, now() - KEEP_DONE)
    _delete_until(JobState.DEAD, now() - KEEP_DEAD)


def _delete_until(state: JobState, until: datetime) -> None:
    old = Job.objects.filter(state=state, finished_at__lt=until).order_by("finished_at")
    while ids := list(old.values_list("pk", flat=True)[:BATCH]):
        with one_writer():
            Job.objects.filter(pk__in=ids).delete()


@task(priority=-50)
def delete_old_counts() -> None:
    """Delete counts of rate limits that no window needs any more."""
    delete_expired_counts(now())
