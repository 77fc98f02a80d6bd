"""Our backend for Django's Tasks API: a row in the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskError
from django_tasks.exceptions import InvalidTaskError, TaskResultDoesNotExist
from django_tasks.utils import normalize_json

from saath.core.clock import now
from saath.jobs.bell import bell_of
from saath.jobs.models import Job, JobState
from saath.jobs.queue import insert_first, insert_job
from saath.jobs.rules import MAX_FAILURES
from saath.tenancy.scope import EVERY_STORE, scope_or_none

P = ParamSpec("P")
T = TypeVar("T")

_STATUS = {
    JobState.READY: TaskResultStatus.READY,
    JobState.RUNNING: TaskResultStatus.RUNNING,
    JobState.DONE: TaskResultStatus.SUCCESSFUL,
    JobState.DEAD: TaskResultStatus.FAILED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DurableTask(Task[P, T]):
    """A task with what our workers need to know: `@task(max_failures=3, time_limit_seconds=60)`.

    One with `together` is called with the `Turn`s of up to so many of its jobs that a store has ready, and no other arguments.
    """

    max_failures: int = MAX_FAILURES
    """After so many failures the job is a dead letter; 20 last about nine hours."""

    time_limit_seconds: float = 900
    """A run that takes longer loses its lease, and another attempt takes over."""

    together: int = 0
    """How many of a store's jobs may share a run; 0 where each has its own."""


class LeaseBackend(BaseTaskBackend):
    """Queues jobs as rows; `saath.jobs.worker` runs them."""

    task_class = DurableTask
    supports_defer = True
    supports_get_result = True
    supports_priority = True

    def validate_task(self, task: Task[P, T]) -> None:
        """Refuse what the base class refuses, and tasks that want a context: `current_attempt()` is ours."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("Use saath.jobs.current.current_attempt() instead of a context.")

    def enqueue(self, task: Task[P, T], args: Any, kwargs: Any) -> TaskResult[T]:
        """Queue a job; `saath.jobs.enqueue` does the same with a key."""
        public_id = self.put(task, args, kwargs, key=None, run_at=task.run_after)
        return self.get_result(str(public_id))

    def put(
        self,
        task: Task[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        key: str | None,
        run_at: datetime | None,
        is_first: bool = False,
        leaves_waiting: bool = False,
    ) -> UUID:
        """Insert the job and, once committed, wake this process's workers."""
        scope = scope_or_none()
        job = Job(
            store_id=None if scope == EVERY_STORE else scope,
            task=task.module_path,
            args=normalize_json(args),
            kwargs=normalize_json(kwargs),
            key=key or "",
            queue=task.queue_name,
            priority=task.priority,
            run_at=run_at or task.run_after or now(),
        )
        public_id = insert_first(job) if is_first else insert_job(job, leaves_waiting=leaves_waiting)
        transaction.on_commit(bell_of(task.queue_name).ring)
        return public_id

    def get_result(self, result_id: str) -> TaskResult[Any]:
        """The state of a job by its public id. Raises TaskResultDoesNotExist."""
        try:
            job = Job.objects.get(public_id=result_id)
        except (Job.DoesNotExist, ValidationError) as error:
            raise TaskResultDoesNotExist(result_id) from error
        return _result(job, self.alias)


def _result(job: Job, alias: str) -> TaskResult[Any]:
    is_dead = job.state == JobState.DEAD
    return TaskResult(
        task=import_string(job.task),
        id=str(job.public_id),
        status=_STATUS[JobState(job.state)],
        enqueued_at=job.created_at,
        started_at=job.started_at,
        finished_at=job.finished_at if job.state in (JobState.DONE, JobState.DEAD) else None,
        last_attempted_at=job.started_at,
        args=job.args,
        kwargs=job.kwargs,
        backend=alias,
        errors=[TaskError(exception_class_path="saath.jobs.errors.GiveUp", traceback=job.error)]
        if is_dead
        else [],
        worker_ids=[job.leased_by] * job.attempt,
    )
