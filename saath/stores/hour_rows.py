"""Opening hours as rows of a form: each a time from and a time to, with what is wrong with it. No database."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from itertools import pairwise

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from saath.stores.hours import MIDNIGHT, Interval, WeekHours
from saath.stores.hours_json import DAYS, END_OF_DAY, MOST_A_DAY

LONGEST_NIGHT_MINUTES = 12 * 60
_TIME = re.compile(r"\d\d:\d\d")

TIMES = _("Write times such as 10:00 and 19:00.")
BOTH = _("Write both times, or neither.")
STARTS_AT_24 = _("A day begins at 00:00: 24:00 can only be an end.")
NO_LENGTH = _("This ends when it begins. For round the clock write 00:00 to 24:00.")
TOO_LONG = _("This ends before it begins. Hours over midnight last twelve hours at most.")
OVERLAPS = _("This overlaps the hours before it.")
TOO_MANY = _("A day has at most 20 stretches.")
NO_HOURS = _("Write the hours of this day, or say that it is closed.")
NEVER = _("Write the hours of one day at least.")


@dataclass
class Row:
    """One stretch as it was typed."""

    start: str = ""
    end: str = ""
    error: str | Promise = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed."""
        return not (self.start or self.end)

    def read(self) -> Interval | None:
        """Return the stretch; None, with an error, for what is none."""
        try:
            start, end = _time(self.start), MIDNIGHT if self.end == END_OF_DAY else _time(self.end)
        except ValueError:
            self.error = self._unreadable()
            return None
        if start == end != MIDNIGHT:
            self.error = NO_LENGTH
        elif MIDNIGHT != end < start and _minutes_of_night(start, end) > LONGEST_NIGHT_MINUTES:
            self.error = TOO_LONG
        return None if self.error else Interval(start, end)

    def _unreadable(self) -> str | Promise:
        if not (self.start and self.end):
            return BOTH
        return STARTS_AT_24 if self.start == END_OF_DAY else TIMES


@dataclass
class DayRows:
    """The rows of one day, by the key under which its fields stand in the form."""

    key: str
    label: str | Promise
    rows: list[Row] = field(default_factory=list)
    error: str | Promise = ""

    @property
    def shown(self) -> Sequence[Row]:
        """The rows, or a blank one to begin with."""
        return self.rows or [Row()]

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.error and not any(row.error for row in self.rows)

    def read(self) -> tuple[Interval, ...]:
        """Return the hours in order; what is wrong is written down where it stands."""
        read = [(row, row.read()) for row in self.rows if not row.is_blank]
        found = sorted(
            ((interval, row) for row, interval in read if interval is not None), key=lambda each: each[0]
        )
        if len(found) > MOST_A_DAY:
            self.error = TOO_MANY
        for (earlier, _row), (later, row) in pairwise(found):
            if earlier.ends_next_day or later.start < earlier.end:
                row.error = OVERLAPS
        return tuple(interval for interval, _row in found)


class WeekRows:
    """The rows of a week, Monday first."""

    def __init__(self, days: Iterable[DayRows]) -> None:
        self.days = list(days)
        self.error: str | Promise = ""

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong anywhere."""
        return not self.error and all(day.is_right for day in self.days)

    def read(self) -> WeekHours:
        """Return the week; only where it `is_right` does it say what was meant."""
        days = tuple(day.read() for day in self.days)
        if not any(days) and all(day.is_right for day in self.days):
            self.error = NEVER
        return WeekHours(days if self.is_right else ((),) * 7)

    def change(self, what: str, *, source: str = "", targets: Iterable[str] = ()) -> None:
        """Do to the rows what a button asks: "add mon", "remove mon 1", or "copy" of one day to others."""
        verb, *names = what.split()
        by_key = {day.key: day for day in self.days}
        if verb == "copy" and source in by_key:
            for each in {*targets} & by_key.keys() - {source}:
                by_key[each].rows = [Row(row.start, row.end) for row in by_key[source].rows]
        elif names and names[0] in by_key:
            change_rows(by_key[names[0]], verb, names[1:])


def change_rows(day: DayRows, verb: str, names: Sequence[str]) -> None:
    """Add a blank row to a day, or take one away by its place."""
    if verb == "add" and len(day.rows) < MOST_A_DAY:
        day.rows = [*day.shown, Row()]
    elif verb == "remove" and names and names[0].isdecimal():
        day.rows = [row for place, row in enumerate(day.rows) if place != int(names[0])]


def rows_of(key: str, label: str | Promise, intervals: Iterable[Interval]) -> DayRows:
    """Return the rows of hours as they are."""
    return DayRows(key, label, [Row(f"{each.start:%H:%M}", _end(each)) for each in intervals])


def rows_from(key: str, label: str | Promise, post: QueryDict) -> DayRows:
    """Return the rows that were sent; more than anybody needs are cut off."""
    starts, ends = post.getlist(f"{key}-start"), post.getlist(f"{key}-end")
    pairs = [(start.strip()[:8], end.strip()[:8]) for start, end in zip(starts, ends, strict=False)]
    return DayRows(key, label, [Row(*pair) for pair in pairs[: MOST_A_DAY + 1]])


def week_rows(week: WeekHours, names: Mapping[str, str | Promise]) -> WeekRows:
    """Return the rows of a week as it is."""
    return WeekRows(rows_of(key, names[key], day) for key, day in zip(DAYS, week.days, strict=True))


def week_rows_from(post: QueryDict, names: Mapping[str, str | Promise]) -> WeekRows:
    """Return the rows of a week that were sent."""
    return WeekRows(rows_from(key, names[key], post) for key in DAYS)


def _end(interval: Interval) -> str:
    # A browser's field for times knows no 24:00; an end of 00:00 means the same.
    return f"{interval.end:%H:%M}"


def _time(typed: str) -> time:
    """Read hours and minutes. Raises ValueError."""
    if not _TIME.fullmatch(typed):
        raise ValueError(typed)
    return time.fromisoformat(typed)


def _minutes_of_night(start: time, end: time) -> int:
    return (24 + end.hour - start.hour) * 60 + end.minute - start.minute
