"""What becomes of an attempt."""

import random
from datetime import timedelta
from typing import Any

import structlog
from django.utils.module_loading import import_string

from saath.core.clock import now
from saath.core.failures import describe_error
from saath.core.metrics import counter
from saath.jobs.attempt import Attempt
from saath.jobs.backend import DurableTask
from saath.jobs.errors import GiveUp, LeaseLost, RetryLater
from saath.jobs.rules import MAX_FAILURES, backoff_seconds

log = structlog.get_logger(__name__)
_ended = counter("jobs", "Attempts at jobs by outcome.", ("task", "outcome"))


def load_task(path: str) -> DurableTask[..., Any]:
    """The task that a row names. Raises ImportError, for one that this release does not have."""
    task = import_string(path)
    if not isinstance(task, DurableTask):
        raise ImportError(f"{path} is not a task")
    return task


def after_error(attempt: Attempt, error: Exception) -> tuple[str, bool]:
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


def record(attempt: Attempt, outcome: str, was_written: bool) -> None:
    """Count how an attempt ended, and say in the log what somebody should know."""
    _ended.labels(attempt.task, outcome if was_written else "refused").inc()
    if not was_written:
        log.warning("job_lease_lost", outcome=outcome)
    elif outcome == "gave_up":
        log.error("job_gave_up")
