"""One piece of work that must happen."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from saath.core.clock import now
from saath.core.ids import new_public_id
from saath.tenancy.retention import Retention


class JobState(models.TextChoices):
    """Where a job stands."""

    READY = "ready"
    RUNNING = "running"
    DONE = "done"
    DEAD = "dead"


UNFINISHED = (JobState.READY, JobState.RUNNING)


class Job(models.Model):
    """A call of a task with its arguments, its lease and what became of it.

    `attempt` grows with every claim and is the fencing number: a write in the name of an older
    attempt is refused. `failures` counts only what went wrong, and decides when to give up.
    """

    retention = Retention(
        purpose="Run work reliably", keep_for=timedelta(days=90), erasure="keep", dated_by="finished_at"
    )

    public_id = models.UUIDField(unique=True, default=new_public_id, editable=False)
    store_id = models.BigIntegerField(null=True)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=list)
    kwargs = models.JSONField(default=dict)
    key = models.CharField(max_length=200, default="")
    queue = models.CharField(max_length=32, default="default")
    priority = models.SmallIntegerField(default=0)
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.READY)
    run_at = models.DateTimeField(default=now)
    runs_again = models.BooleanField(default=False)
    attempt = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    leased_by = models.CharField(max_length=100, default="")
    lease_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField(default=now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["store_id", "key"],
                condition=Q(state__in=UNFINISHED) & ~Q(key=""),
                name="job_key_once_per_store",
            ),
            models.UniqueConstraint(
                fields=["key"],
                condition=Q(state__in=UNFINISHED, store_id__isnull=True) & ~Q(key=""),
                name="job_key_once_without_store",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                F("queue"),
                F("priority").desc(),
                F("run_at"),
                F("id"),
                condition=Q(state=JobState.READY),
                name="job_ready",
            ),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_leased"),
            models.Index(fields=["finished_at"], condition=Q(state=JobState.DONE), name="job_done"),
            models.Index(fields=["finished_at", "id"], condition=Q(state=JobState.DEAD), name="job_dead"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.public_id}"
