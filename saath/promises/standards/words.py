"""Lengths of time as a promise says them: "within 5 minutes". In the language in force."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import npgettext

from saath.promises.standards.content import DAYS, EVERY_CHANNEL, Content
from saath.promises.standards.measuring import DAY, HOUR, MINUTE


def minutes(n: int) -> str:
    """Return minutes, to stand after "within"."""
    return npgettext("within", "%(n)d minute", "%(n)d minutes", n) % {"n": n}


def hours(n: int) -> str:
    """Return hours, to stand after "within"."""
    return npgettext("within", "%(n)d hour", "%(n)d hours", n) % {"n": n}


def days(n: int) -> str:
    """Return days, to stand after "within"."""
    return npgettext("within", "%(n)d day", "%(n)d days", n) % {"n": n}


def length(seconds: int, *, is_open_time: bool = True) -> str:
    """Return a length in the largest unit that tells it exactly. Open hours make no days."""
    if seconds % HOUR or seconds < HOUR:
        return minutes(max(1, -(-seconds // MINUTE)))
    if is_open_time or seconds % DAY:
        return hours(seconds // HOUR)
    return days(seconds // DAY)


def filled_in(content: Content) -> Mapping[str, str]:
    """Return what stands in the place of each name in braces."""
    general = content.promise(EVERY_CHANNEL)
    times = {
        "first_answer": general.first_answer_seconds,
        "next_answer": general.next_answer_seconds,
        "solution": general.solution_seconds,
    }
    said = {name: length(seconds) for name, seconds in times.items() if seconds is not None}
    counted = {name: getattr(content, name) for name in DAYS}
    return said | {name: days(n) for name, n in counted.items() if n is not None}
