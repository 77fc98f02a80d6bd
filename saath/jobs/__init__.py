"""Durable jobs and schedules: at least once, under a lease, fenced by an attempt number."""

from datetime import datetime
from typing import Any, Protocol, cast
from uuid import UUID

from django_tasks.base import Task


class Queueing(Protocol):
    """What our backend adds to the one of the Tasks API."""

    def put(
        self,
        task: Task[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        *,
        key: str | None,
        run_at: datetime | None,
        is_first: bool,
        leaves_waiting: bool,
    ) -> UUID: ...


def enqueue(
    task: Task[..., Any],
    *args: Any,
    key: str | None = None,
    run_at: datetime | None = None,
    is_first: bool = False,
    leaves_waiting: bool = False,
    **kwargs: Any,
) -> UUID:
    """Queue a job in the caller's transaction and return its public id.

    The store of the current scope goes with it. With a `key` there is one unfinished job at most:
    a repeat returns the one that waits, and one that already runs will run once more afterwards.
    `is_first` says that none of this key can wait yet, so that nobody looks.
    `leaves_waiting` says that one of this key which is still to come does as well, as it is: nobody looks at it.
    Arguments must be JSON and hold ids, never texts or addresses.
    """
    return cast(Queueing, task.get_backend()).put(
        task, args, kwargs, key=key, run_at=run_at, is_first=is_first, leaves_waiting=leaves_waiting
    )
