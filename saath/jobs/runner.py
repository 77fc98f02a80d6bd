"""Running attempts and recording what became of them."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

import structlog

from saath.core.clock import now
from saath.core.faults import fault_point
from saath.core.metrics import histogram
from saath.jobs.attempt import Attempt
from saath.jobs.current import running
from saath.jobs.outcomes import after_error, load_task, record
from saath.jobs.turn import Turn, finish_all
from saath.tenancy.scope import store_scope

_duration = histogram("job", "Time that an attempt takes, or those that run together.", ("task",))


def run_attempts(attempts: Sequence[Attempt]) -> None:
    """Run what was claimed: jobs that run together in one call, one of another task by itself."""
    if runs_together(attempts[0]):
        run_together(attempts)
    else:
        run_attempt(attempts[0])


def runs_together(attempt: Attempt) -> int:
    """Return how many jobs of its task run together at most, 0 where each runs by itself."""
    try:
        return load_task(attempt.task).together
    except ImportError:
        return 0


def run_attempt(attempt: Attempt) -> None:
    """Run the task in the scope of its store, then write the outcome if the lease is still ours."""
    facts = {"job": attempt.job_id, "task": attempt.task, "attempt": attempt.number}
    with structlog.contextvars.bound_contextvars(**facts), _duration.labels(attempt.task).time():
        try:
            _call(attempt)
        except Exception as error:
            record(attempt, *after_error(attempt, error))
        else:
            fault_point("after_work")
            record(attempt, "done", attempt.finish(now()))


def run_together(attempts: Sequence[Attempt]) -> None:
    """Run jobs of one task and store in one call of it; what it leaves open is done, or failed with the whole."""
    first = attempts[0]
    turns = [Turn(attempt) for attempt in attempts]
    facts = {"jobs": [attempt.job_id for attempt in attempts], "task": first.task}
    with structlog.contextvars.bound_contextvars(**facts), _duration.labels(first.task).time():
        try:
            with _scope(first):
                load_task(first.task).func(turns)
        except Exception as error:
            for turn in turns:
                turn.fail(error)
        else:
            fault_point("after_work")
            finish_all(turns)


def _call(attempt: Attempt) -> None:
    task = load_task(attempt.task)
    with running(attempt), _scope(attempt):
        task.call(*attempt.args, **attempt.kwargs)


def _scope(attempt: Attempt) -> AbstractContextManager[None]:
    return nullcontext() if attempt.store_id is None else store_scope(attempt.store_id)
