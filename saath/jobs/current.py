"""The attempt that the running code belongs to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from saath.jobs.attempt import Attempt
from saath.tenancy.transactions import fence

_current: ContextVar[Attempt | None] = ContextVar("saath_attempt", default=None)


def current_attempt() -> Attempt:
    """The attempt that runs this code. Raises LookupError outside a job."""
    attempt = _current.get()
    if attempt is None:
        raise LookupError("this code does not run as a job")
    return attempt


@contextmanager
def running(attempt: Attempt) -> Iterator[None]:
    """Run code as `attempt`: every write transaction in it asks for the lease first."""
    current, gate = _current.set(attempt), fence.set(attempt.require)
    try:
        yield
    finally:
        fence.reset(gate)
        _current.reset(current)
