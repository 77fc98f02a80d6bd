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
from saath.jobs.attempt import Attempt
from saath.jobs.backend import DurableTask
from saath.jobs.current import running
from saath.jobs.errors import GiveUp, LeaseLost, RetryLater
from saath.jobs.rules import MAX_FAILURES, backoff_seconds
from saath.tenancy.scope import store_scope

log = structlog.get_logger(__name__)


def load_task(path: str) -> DurableTask[..., Any]:
    """The task that a row names. Raises ImportError, for one that this release does not have."""
    task = import_string(path)
    if not isinstance(task, DurableTask):
        raise ImportError(f"{path} is not a task")
    return task


def run_attempt(attempt: Attempt) -> None:
    """Run the task in the scope of its store, then write the outcome if the lease is still ours."""
    with structlog.contextvars.bound_contextvars(
        job=attempt.job_id, task=attempt.task, attempt=attempt.number
    ):
        try:
            _call(attempt)
        except RetryLater as later:
            _record(
                "retried", attempt.retry(now() + timedelta(seconds=later.seconds), error="", failed=False)
            )
        except GiveUp as end:
            _record("gave_up", attempt.bury(now(), end.reason))
        except LeaseLost:
            log.warning("job_lease_lost")
        except Exception as error:
            _fail(attempt, error)
        else:
            fault_point("after_work")
            _record("done", attempt.finish(now()))


def _call(attempt: Attempt) -> None:
    task = load_task(attempt.task)
    with running(attempt), _scope(attempt):
        task.call(*attempt.args, **attempt.kwargs)


def _scope(attempt: Attempt) -> AbstractContextManager[None]:
    return nullcontext() if attempt.store_id is None else store_scope(attempt.store_id)


def _fail(attempt: Attempt, error: Exception) -> None:
    failures, description = attempt.failures + 1, describe_error(error)
    log.warning("job_failed", failures=failures, error=description)
    if failures >= _max_failures(attempt):
        _record("gave_up", attempt.bury(now(), description))
        return
    run_at = now() + timedelta(seconds=backoff_seconds(failures, random.random))
    _record("retried", attempt.retry(run_at, error=description, failed=True))


def _max_failures(attempt: Attempt) -> int:
    try:
        return load_task(attempt.task).max_failures
    except ImportError:
        return MAX_FAILURES


def _record(outcome: str, written: bool) -> None:
    if not written:
        log.warning("job_lease_lost", outcome=outcome)
    elif outcome == "gave_up":
        log.error("job_gave_up")
