"""Opening hours as JSON: `{"mon": [["10:00", "13:00"], ["14:00", "24:00"]], …}`; a missing day is closed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.stores.hours import MIDNIGHT, Interval, WeekHours, check_day

MOST_A_DAY = 20
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
END_OF_DAY = "24:00"

_HOUR_AND_MINUTE = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


def week_to_json(week: WeekHours) -> dict[str, list[list[str]]]:
    """Write a week; closed days are left out."""
    days = zip(DAYS, week.days, strict=True)
    return {name: day_to_json(day) for name, day in days if day}


def day_to_json(intervals: Iterable[Interval]) -> list[list[str]]:
    """Write the hours of one day."""
    return [[_text(each.start), _text(each.end, is_end=True)] for each in intervals]


def week_from_json(value: Any) -> WeekHours:
    """Read a week. Raises BadInput with `field="hours"` for what is no week of opening hours."""
    if not isinstance(value, dict) or not {*value} <= {*DAYS} or not all(map(_is_list, value.values())):
        raise BadInput(_("These are not the hours of a week."), field="hours")
    return WeekHours(tuple(day_from_json(value.get(name, ())) for name in DAYS))


def day_from_json(value: Any) -> tuple[Interval, ...]:
    """Read the hours of one day. Raises BadInput with `field="hours"` for what is none."""
    if not _is_list(value) or len(value) > MOST_A_DAY:
        raise BadInput(_("These are not the hours of a day."), field="hours")
    intervals = tuple(_interval(pair) for pair in value)
    try:
        check_day(intervals)
    except ValueError as error:
        raise BadInput(_("The hours of a day stand in order and do not overlap."), field="hours") from error
    return intervals


def _is_list(value: Any) -> bool:
    return isinstance(value, (list, tuple))


def _interval(pair: Any) -> Interval:
    try:
        start, end = pair
        return _read(start, end)
    except (TypeError, ValueError) as error:
        raise BadInput(_("Write hours such as 10:00 to 19:00."), field="hours") from error


@lru_cache(maxsize=4096)
def _read(start: Any, end: Any) -> Interval:
    """Read the two ends of an interval, the same few of which come with every message."""
    return Interval(_time(start), MIDNIGHT if end == END_OF_DAY else _time(end))


def _time(text: Any) -> time:
    if not isinstance(text, str) or not _HOUR_AND_MINUTE.fullmatch(text):
        raise ValueError(f"{text!r} is no time of day")
    return time.fromisoformat(text)


def _text(at: time, *, is_end: bool = False) -> str:
    return END_OF_DAY if is_end and at == MIDNIGHT else at.strftime("%H:%M")
