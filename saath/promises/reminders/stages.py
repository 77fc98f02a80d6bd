"""How long after our last answer each step falls due while its customer says nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from saath.promises.models import OwnWord, OwnWordSettings


@dataclass(frozen=True, slots=True)
class Stage:
    """A step: its kind, the how-manieth of it, and how long after our answer."""

    kind: str
    number: int
    after: timedelta


def closing_after(settings: OwnWordSettings) -> timedelta:
    """Return how long after our answer a conversation is closed at the soonest: all reminders come before."""
    reminders = settings.remind_after * settings.remind_times if settings.reminds else timedelta()
    return reminders + settings.close_after


def stages_of(settings: OwnWordSettings) -> Iterator[Stage]:
    """Yield the steps that are switched on."""
    if settings.reminds:
        for number in range(1, settings.remind_times + 1):
            yield Stage(OwnWord.Kind.REMINDER, number, settings.remind_after * number)
    if settings.closes:
        yield Stage(OwnWord.Kind.CLOSING, 1, closing_after(settings))
