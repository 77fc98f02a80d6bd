"""Tasks that only tests queue. What they did is a line in a file, which outlives a killed process."""

import os
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from django_tasks import task

from saath.jobs.current import current_attempt
from saath.jobs.errors import GiveUp, RetryLater
from saath.jobs.models import Schedule
from saath.jobs.turn import Turn
from saath.tenancy.scope import scope_or_none
from saath.tenancy.transactions import write_transaction


@task()
def write_line(path: str, text: str) -> None:
    """Append a line, whole even among several processes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(descriptor, f"{text}\n".encode())
    os.close(descriptor)


@task()
def write_store(path: str) -> None:
    """Append the store in scope."""
    write_line.call(path, str(scope_or_none()))


@task(max_failures=2)
def fail(text: str) -> None:
    """Fail with a message that must not be stored."""
    raise ValueError(text)


@task()
def give_up() -> None:
    """Say that there is no use."""
    raise GiveUp("the mailbox is gone")


@task()
def come_back(path: str) -> None:
    """Ask for another time, until the third attempt."""
    if current_attempt().number < 3:
        raise RetryLater(0)
    write_line.call(path, "back")


@task()
def sleep_then_write(path: str, seconds: float) -> None:
    """Say that it began, take a while, then write in the database under the lease."""
    number = current_attempt().number
    write_line.call(path, f"began {number}")
    time.sleep(seconds if number == 1 else 0)
    with write_transaction():
        Schedule.objects.create(name=f"attempt {number}", next_run_at=datetime.now(UTC))
    write_line.call(path, f"ended {number}")


@task(together=3, max_failures=2)
def write_together(turns: Sequence[Turn]) -> None:
    """Append a line for each job that runs together with others; one says "wrong", one ends all."""
    for turn in turns:
        path, text = turn.args
        with turn.guarded():
            if text == "wrong":
                raise ValueError(text)
        if text == "end":
            raise GiveUp("all of them")
        write_line.call(path, text)
    write_line.call(path, "-")


@task(together=3)
def write_row_together(turns: Sequence[Turn]) -> None:
    """Write a row for each job, in one commit with its end."""
    for turn in turns:
        with turn.guarded():
            with write_transaction():
                turn.require_end()
                Schedule.objects.create(name=turn.args[0], next_run_at=datetime.now(UTC))
                if turn.args[0] == "undone":
                    raise RetryLater(60)
            turn.ended()
