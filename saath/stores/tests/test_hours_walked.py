"""Opening hours against a slow reference that walks minute by minute, and knows no more of clocks than what they show."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.stores.hours import (
    Calendar,
    Interval,
    WeekHours,
    add_open_time,
    is_open,
    next_closing,
    next_opening,
    open_seconds_between,
)
from saath.stores.tests.test_hours import days, weeks

BERLIN, LORD_HOWE, NEW_YORK, INDIA = map(
    ZoneInfo, ("Europe/Berlin", "Australia/Lord_Howe", "America/New_York", "Asia/Kolkata")
)
MINUTE, HOUR = timedelta(minutes=1), 3600
WALKED = timedelta(days=4)
# Around both changes of the clocks, ends of months, of a year, and of a February of 29 days.
AROUND = (
    (BERLIN, date(2026, 3, 29)),
    (BERLIN, date(2026, 10, 25)),
    (NEW_YORK, date(2026, 3, 8)),
    (NEW_YORK, date(2026, 11, 1)),
    (LORD_HOWE, date(2026, 4, 5)),
    (LORD_HOWE, date(2026, 10, 4)),
    (INDIA, date(2026, 12, 31)),
    (INDIA, date(2028, 2, 29)),
    (BERLIN, date(2026, 6, 30)),
)


def walk(calendar: Calendar, start: datetime) -> list[bool]:
    """Return for each minute of four days from `start` on whether the shop is open, by looking at the clock each minute."""
    first = start - timedelta(days=2)
    shown: dict[datetime, int] = {}
    for minute in range(int((WALKED + timedelta(days=4)) / MINUTE)):
        wall = (first + minute * MINUTE).astimezone(calendar.zone).replace(tzinfo=None)
        shown.setdefault(wall, minute)  # what is shown twice is meant the first time
    opened = bytearray(len(shown) + 2 * 24 * 60)
    for day in sorted({wall.date() for wall in shown}):
        for interval in calendar.on(day):
            end = datetime.combine(day + timedelta(days=interval.ends_next_day), interval.end)
            since, until = (met(shown, each) for each in (datetime.combine(day, interval.start), end))
            if since is not None and until is not None and since < until:
                opened[since:until] = b"\1" * (until - since)
    skipped = int((start - first) / MINUTE)
    return [bool(each) for each in opened[skipped : skipped + int(WALKED / MINUTE)]]


def met(shown: dict[datetime, int], wall: datetime) -> int | None:
    """Return the minute at which the clock shows a time; one that it skips comes as much later as it was skipped."""
    for later in range(0, 121):
        before = shown.get(wall - later * MINUTE)
        if before is not None:
            return before + later
    return None


@st.composite
def walked(draw: st.DrawFn) -> tuple[Calendar, datetime]:
    """A calendar whose holidays and special days lie where the walk goes, and a minute to begin it."""
    zone, around = draw(st.sampled_from(AROUND))
    near = st.integers(-3, 4).map(lambda number: around + timedelta(days=number))
    calendar = Calendar(
        draw(weeks),
        draw(st.frozensets(near, max_size=3)),
        zone,
        draw(st.dictionaries(near, days(), max_size=3)),
    )
    start = datetime.combine(around - timedelta(days=2), time(), UTC) + MINUTE * draw(st.integers(0, 1440))
    return calendar, start


@given(walked(), st.integers(0, 3000), st.integers(0, 60))
def test_it_is_what_the_walk_finds(
    case: tuple[Calendar, datetime], length_minutes: int, target_minutes: int
) -> None:
    calendar, start = case
    opened = walk(calendar, start)

    def at(minute: int) -> datetime:
        return start + minute * MINUTE

    assert is_open(calendar, start) == opened[0]
    assert open_seconds_between(calendar, start, at(length_minutes)) == 60 * sum(opened[:length_minutes])
    if True in opened:
        opens = opened.index(True)
        assert next_opening(calendar, start) == at(opens)
        if False in opened[opens:]:
            assert next_closing(calendar, start) == at(opened.index(False, opens))
    else:
        opening = next_opening(calendar, start)
        assert opening is None or opening >= start + WALKED
    places = [place for place, is_up in enumerate(opened) if is_up]
    if 0 < target_minutes <= len(places):
        assert add_open_time(calendar, start, 60 * target_minutes) == at(places[target_minutes - 1] + 1)


def one_day(start: str, end: str, zone: ZoneInfo) -> Calendar:
    interval = Interval(time.fromisoformat(start), time.fromisoformat(end))
    return Calendar(WeekHours(((interval,),) * 7), zone=zone)


@pytest.mark.parametrize(
    ("zone", "day", "hours", "seconds"),
    [
        # Berlin skips 02:00-03:00 on 29 March and shows 02:00-03:00 twice on 25 October.
        (BERLIN, date(2026, 3, 29), ("00:00", "00:00"), 23 * HOUR),
        (BERLIN, date(2026, 10, 25), ("00:00", "00:00"), 25 * HOUR),
        (BERLIN, date(2026, 3, 29), ("01:00", "04:00"), 2 * HOUR),
        (BERLIN, date(2026, 10, 25), ("01:00", "04:00"), 4 * HOUR),
        (BERLIN, date(2026, 10, 25), ("01:00", "02:30"), HOUR * 3 // 2),
        (BERLIN, date(2026, 10, 25), ("02:15", "02:45"), HOUR // 2),
        (BERLIN, date(2026, 3, 29), ("02:15", "02:45"), HOUR // 2),
        (BERLIN, date(2026, 3, 29), ("02:30", "03:15"), 0),
        # New York skips 02:00-03:00 on 8 March and shows 01:00-02:00 twice on 1 November.
        (NEW_YORK, date(2026, 3, 8), ("00:00", "00:00"), 23 * HOUR),
        (NEW_YORK, date(2026, 11, 1), ("00:30", "02:30"), 3 * HOUR),
        # Lord Howe moves by half an hour: 02:00-02:30 is skipped on 4 October, 01:30-02:00 comes twice on 5 April.
        (LORD_HOWE, date(2026, 10, 4), ("00:00", "00:00"), 47 * HOUR // 2),
        (LORD_HOWE, date(2026, 4, 5), ("00:00", "00:00"), 49 * HOUR // 2),
        (LORD_HOWE, date(2026, 4, 5), ("01:00", "02:30"), 2 * HOUR),
        (INDIA, date(2026, 3, 29), ("00:00", "00:00"), 24 * HOUR),
    ],
)
def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is(
    zone: ZoneInfo, day: date, hours: tuple[str, str], seconds: int
) -> None:
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    assert open_seconds_between(one_day(*hours, zone), start, end) == seconds


@pytest.mark.parametrize(
    ("zone", "received", "due"),
    [
        # Four open hours over the repeated, and over the skipped hour.
        (BERLIN, "2026-10-25T00:30+02:00", "2026-10-25T03:30+01:00"),
        (BERLIN, "2026-03-29T00:30+01:00", "2026-03-29T05:30+02:00"),
        (LORD_HOWE, "2026-04-05T00:30+11:00", "2026-04-05T04:00+10:30"),
        (LORD_HOWE, "2026-10-04T00:30+10:30", "2026-10-04T05:00+11:00"),
        (INDIA, "2026-12-31T22:00+05:30", "2027-01-01T02:00+05:30"),
        (INDIA, "2028-02-28T22:00+05:30", "2028-02-29T02:00+05:30"),
    ],
)
def test_a_promise_over_a_change_of_the_clocks_is_due_to_the_minute(
    zone: ZoneInfo, received: str, due: str
) -> None:
    calendar = one_day("00:00", "00:00", zone)
    found = add_open_time(calendar, datetime.fromisoformat(received), 4 * HOUR)
    assert found == datetime.fromisoformat(due)


def test_a_due_time_takes_fifty_microseconds_at_most() -> None:
    """The best of many looks, so that a busy machine does not decide; typical is 6 within a day, 13 over a weekend."""
    lunch = (Interval(time(10), time(13)), Interval(time(14), time(19)))
    calendar = Calendar(
        WeekHours((lunch,) * 6 + ((),)),
        frozenset(date(2026, 1, 1) + timedelta(days=9 * number) for number in range(40)),
        INDIA,
        {date(2026, 11, 8): lunch[:1]},
    )
    saturday_evening = datetime(2026, 11, 28, 20, tzinfo=INDIA)
    best = min(_seconds_of(calendar, saturday_evening) for _ in range(200))
    assert best < 50e-6


def _seconds_of(calendar: Calendar, at: datetime) -> float:
    began = perf_counter()
    add_open_time(calendar, at, 300)
    return perf_counter() - began
