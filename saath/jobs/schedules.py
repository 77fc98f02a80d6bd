"""What repeats: filled from config/wiring.py."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django_tasks.base import Task


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A task that is queued every `interval`."""

    name: str
    task: Task[..., Any]
    interval: timedelta


_rhythms: dict[str, Rhythm] = {}


def every(
    *,
    task: Task[..., Any],
    name: str,
    seconds: float = 0,
    minutes: float = 0,
    hours: float = 0,
    days: float = 0,
) -> None:
    """Queue `task` at this interval, in one process at a time; runs missed while nothing ran happen once.

    Raises ValueError for an interval of nothing, or a name that is taken.
    """
    interval = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    if interval <= timedelta():
        raise ValueError(f"schedule {name} needs an interval")
    rhythm = Rhythm(name, task, interval)
    if _rhythms.setdefault(name, rhythm) != rhythm:
        raise ValueError(f"schedule {name} exists")


def rhythms() -> list[Rhythm]:
    """Everything that repeats."""
    return list(_rhythms.values())
