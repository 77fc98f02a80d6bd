"""Jobs that run together, one after the other."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from saath.core.clock import now
from saath.jobs.attempt import Attempt, finish_attempts
from saath.jobs.current import running
from saath.jobs.errors import LeaseLost
from saath.jobs.outcomes import after_error, record


class Turn:
    """One of the jobs that run together: what it is told, its lease, and what became of it."""

    def __init__(self, attempt: Attempt) -> None:
        self.args = attempt.args
        self._attempt = attempt
        self._is_over = False

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run code as this job, whose lease each write transaction in it asks for first."""
        with running(self._attempt):
            yield

    @contextmanager
    def guarded(self) -> Iterator[None]:
        """Run code as this job; what it raises becomes of this job alone."""
        try:
            with self.running():
                yield
        except Exception as error:
            self.fail(error)

    def require_end(self) -> None:
        """Write in the running transaction that the job is done: both are so, or neither. Raises LeaseLost.

        Say `ended` after the commit.
        """
        if not self._attempt.finish(now()):
            raise LeaseLost(self._attempt.task)

    def ended(self) -> None:
        """Note that what `require_end` wrote is committed."""
        self._over("done", was_written=True)

    def fail(self, error: Exception) -> None:
        """Record what follows from an error, unless the job is over."""
        if not self._is_over:
            self._over(*after_error(self._attempt, error))

    def _over(self, outcome: str, was_written: bool) -> None:
        self._is_over = True
        record(self._attempt, outcome, was_written)


def finish_all(turns: Iterable[Turn]) -> None:
    """Record the success of those that are not over."""
    left = [turn for turn in turns if not turn._is_over]
    was_written = finish_attempts([turn._attempt for turn in left], now())
    for turn in left:
        turn._over("done", turn._attempt.job_id in was_written)
