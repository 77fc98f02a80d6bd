"""Opening hours: when a shop is there, and when a promise made in open hours falls due.

Pure functions: the clock is an argument, nothing is read from a database. Every instant that goes in carries
its time zone; every instant that comes out is in UTC. Lengths are real elapsed time, so an interval over a
change of the clocks is as long as it really lasted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
LOOKAHEAD = timedelta(days=366)
INDIA = ZoneInfo("Asia/Kolkata")


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """Local opening and closing time of one stretch, named after the day on which it opens.

    An end of 00:00 is the 24:00 of that day; any other end before the start lies on the next day.
    """

    start: time
    end: time

    def __post_init__(self) -> None:
        if self.start.tzinfo or self.end.tzinfo:
            raise ValueError("an interval is in the shop's local time and has no zone of its own")
        if self.start == self.end != MIDNIGHT:
            raise ValueError("an interval ends at another time than it starts")

    @property
    def ends_next_day(self) -> bool:
        """Whether the end lies on the calendar day after the start, 24:00 included."""
        return self.end <= self.start


def check_day(intervals: Sequence[Interval]) -> None:
    """Refuse intervals of a day that overlap or stand out of order. Raises ValueError."""
    for earlier, later in pairwise(intervals):
        if earlier.ends_next_day or later.start < earlier.end:
            raise ValueError("the intervals of a day stand in order and do not overlap")


@dataclass(frozen=True, slots=True)
class WeekHours:
    """Seven tuples of intervals, Monday first; the intervals of a day stand in order and do not overlap."""

    days: tuple[tuple[Interval, ...], ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("a week has seven days")
        for intervals in self.days:
            check_day(intervals)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A shop's week, the dates on which it does not open, those with hours of their own, and its time zone.

    A holiday cancels the intervals that start on it; one that began the evening before runs to its end. The hours of a
    special day stand in place of the week's, on a holiday too; none mean that it does not open.
    """

    week: WeekHours
    holidays: frozenset[date] = field(default_factory=frozenset)
    zone: ZoneInfo = INDIA
    special: Mapping[date, tuple[Interval, ...]] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        for intervals in self.special.values():
            check_day(intervals)

    def on(self, day: date) -> tuple[Interval, ...]:
        """The intervals that start on a date."""
        special = self.special.get(day)
        if special is not None:
            return special
        return () if day in self.holidays else self.week.days[day.weekday()]


ALWAYS_OPEN = WeekHours(days=((Interval(MIDNIGHT, MIDNIGHT),),) * 7)
NEVER_OPEN = WeekHours(days=((),) * 7)


def is_open(calendar: Calendar, at: datetime) -> bool:
    """Whether the shop is open at the instant `at`: it is at the opening, and no longer at the closing."""
    return next_opening(calendar, at) == at


def next_opening(calendar: Calendar, at: datetime) -> datetime | None:
    """The first instant from `at` on at which the shop is open, maybe `at` itself; None if not in a year."""
    return next((start for start, _end in _open_spans(calendar, at, at + LOOKAHEAD)), None)


def next_closing(calendar: Calendar, at: datetime) -> datetime | None:
    """The end of the open stretch that holds `at`, else of the next one; None if not within a year."""
    closing: datetime | None = None
    for start, end in _open_spans(calendar, at, at + LOOKAHEAD):
        if closing is not None and start > closing:
            return closing
        closing = end
    return closing if closing is not None and closing < at + LOOKAHEAD else None


def add_open_time(calendar: Calendar, start: datetime, seconds: float) -> datetime | None:
    """The instant at which `seconds` of open time have passed since `start`; None if not within a year.

    With no seconds to add it is the first instant from `start` on at which the shop is open. Raises
    ValueError for negative seconds.
    """
    if seconds < 0:
        raise ValueError("open time is added, not taken away")
    remaining = timedelta(seconds=seconds)
    for opens_at, closes_at in _open_spans(calendar, start, start + LOOKAHEAD):
        if remaining <= closes_at - opens_at:
            return opens_at + remaining
        remaining -= closes_at - opens_at
    return None


def open_seconds_between(calendar: Calendar, start: datetime, end: datetime) -> float:
    """Seconds of open time from `start` to `end`; 0 when `end` is not after `start`."""
    spans = _open_spans(calendar, start, end)
    return sum((closes_at - opens_at for opens_at, closes_at in spans), timedelta()).total_seconds()


def open_seconds_over(
    changes: Sequence[tuple[datetime, Calendar]], calendar: Calendar, start: datetime, end: datetime
) -> float:
    """Seconds of open time from `start` to `end` where the hours changed in between.

    `changes` are the instants of change, oldest first, each with the calendar before it; `calendar` is that of after the
    last one. What was open before a change stays counted as it was.
    """
    seconds = 0.0
    for changed_at, before in changes:
        if start < changed_at:
            seconds += open_seconds_between(before, start, min(changed_at, end))
            start = changed_at
    return seconds + open_seconds_between(calendar, start, end)


def first_answer_due(calendar: Calendar, received_at: datetime, target_seconds: int) -> datetime | None:
    """When a message received at `received_at` has to have its first human answer; None if never open."""
    return add_open_time(calendar, received_at, target_seconds)


def _open_spans(calendar: Calendar, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The open stretches between two instants, cut to them, in order, without overlap; one per interval."""
    open_until, last = _utc(start), _utc(end)
    day = open_until.astimezone(calendar.zone).date() - ONE_DAY  # its last interval may cross midnight
    last_day = last.astimezone(calendar.zone).date()
    while day <= last_day:
        for opens_at, closes_at in _spans_of_day(calendar, day):
            span = max(opens_at, open_until), min(closes_at, last)
            if span[0] < span[1]:
                yield span
                open_until = span[1]
        day += ONE_DAY


def _spans_of_day(calendar: Calendar, day: date) -> list[tuple[datetime, datetime]]:
    """The intervals of one day as instants, sorted: hours that the clocks skip may change their order."""
    return sorted(
        (
            _instant(day, interval.start, calendar.zone),
            _instant(day + ONE_DAY if interval.ends_next_day else day, interval.end, calendar.zone),
        )
        for interval in calendar.on(day)
    )


def _instant(day: date, local: time, zone: ZoneInfo) -> datetime:
    """A local time in UTC: a repeated one is the first of the two, a skipped one is as much later."""
    return datetime.combine(day, local, tzinfo=zone).astimezone(UTC)


def _utc(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("an instant carries its time zone")
    return instant.astimezone(UTC)
