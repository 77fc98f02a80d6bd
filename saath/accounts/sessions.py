"""What else must learn that sessions of a person ended; filled from `config/wiring.py`."""

from typing import Any

from django_tasks.base import Task

_tasks: list[Task[..., Any]] = []


def after_sessions_end(task: Task[..., Any]) -> None:
    """Run `task(person_id)` when a person signs out, ends other sessions, or changes the password."""
    if task not in _tasks:
        _tasks.append(task)


def tasks_after_sessions() -> tuple[Task[..., Any], ...]:
    """The tasks to queue."""
    return tuple(_tasks)
