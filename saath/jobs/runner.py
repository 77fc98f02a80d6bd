"""Running one attempt and recording what became of it."""

import random
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from typing import Any

import structlog
from django.utils.module_loading import import_string

from saath.core.clock import now
from saath.core.failures import describe_error
from saath.core.faults import fault_point
from saath.core.metrics import counter, histogram
from saath.jobs.attempt import Attempt
from saath.jobs.backend import DurableTask
from saath.jobs.current import running
from saath.jobs.errors import GiveUp, LeaseLost, RetryLater
from saath.jobs.rules import MAX_FAILURES, backoff_seconds
from saath.tenancy.scope import store_scope

log = structlog.get_logger(__name__)
_ended = counter("jobs", "Attempts at jobs by outcome.", ("task", "outcome"))
_duration = histogram("job", "Time that an attempt takes.", ("task",))


def load_task(path: str) -> DurableTask[..., Any]:
    """The task that a row names. Raises ImportError, for one that this release does not have."""
    task = import_string(path)
    if not isinstance(task, DurableTask):
        raise ImportError(f"{path} is not a task")
    return task


def run_attempt(attempt: Attempt) -> None:
    """Run the task in the scope of its store, then write the outcome if the lease is still ours."""
    facts = {"job": attempt.job_id, "task": attempt.task, "attempt": attempt.number}
    with structlog.contextvars.bound_contextvars(**facts), _duration.labels(attempt.task).time():
        try:
            _call(attempt)
        except Exception as error:
            _record(attempt, *_after_error(attempt, error))
        else:
            fault_point("after_work")
            _record(attempt, "done", attempt.finish(now()))


def _call(attempt: Attempt) -> None:
    task = load_task(attempt.task)
    with running(attempt), _scope(attempt):
        task.call(*attempt.args, **attempt.kwargs)


def _scope(attempt: Attempt) -> AbstractContextManager[None]:
    return nullcontext() if attempt.store_id is None else store_scope(attempt.store_id)


def _after_error(attempt: Attempt, error: Exception) -> tuple[str, bool]:
    """Write what follows from `error`; return the outcome, and whether the lease let us write it."""
    match error:
        case RetryLater():
            run_at = now() + timedelta(seconds=error.seconds)
            return "retried", attempt.retry(run_at, error="", failed=False)
        case GiveUp():
            return "gave_up", attempt.bury(now(), error.reason)
        case LeaseLost():
            return "refused", False
        case _:
            return _after_failure(attempt, describe_error(error))


def _after_failure(attempt: Attempt, description: str) -> tuple[str, bool]:
    failures = attempt.failures + 1
    log.warning("job_failed", failures=failures, error=description)
    if failures >= _max_failures(attempt):
        return "gave_up", attempt.bury(now(), description)
    run_at = now() + timedelta(seconds=backoff_seconds(failures, random.random))
    return "failed", attempt.retry(run_at, error=description, failed=True)


def _max_failures(attempt: Attempt) -> int:
    try:
        return load_task(attempt.task).max_failures
    except ImportError:
        return MAX_FAILURES


def _record(attempt: Attempt, outcome: str, was_written: bool) -> None:
    _ended.labels(attempt.task, outcome if was_written else "refused").inc()
    if not was_written:
        log.warning("job_lease_lost", outcome=outcome)
    elif outcome == "gave_up":
        log.error("job_gave_up")
