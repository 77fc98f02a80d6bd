"""When clocks warn and are due: at nights, months, and changes of the clocks, to the second."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from saath.promises.clocks.rules import Moments, Pair, Pairs, moments, next_moment, pair_up, used_before
from saath.stores.hours import ALWAYS_OPEN, Calendar, Interval, WeekHours, is_open

DAILY = WeekHours(((Interval(time(10), time(19)),),) * 7)
INDIA = Calendar(DAILY)
BERLIN = Calendar(ALWAYS_OPEN, zone=ZoneInfo("Europe/Berlin"))
NIGHTS = Calendar(WeekHours(((Interval(time(22), time(2)),),) * 7), zone=ZoneInfo("Europe/Berlin"))
AT = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("calendar", "since", "seconds", "due"),
    [
        # Five minutes before closing, at the end of a month and of a year: on it goes at the next opening.
        (INDIA, "2026-11-30T13:25:00+00:00", 600, "2026-12-01T04:35:00+00:00"),
        (INDIA, "2026-12-31T13:29:59+00:00", 2, "2027-01-01T04:30:01+00:00"),
        # Over midnight in one stretch.
        (NIGHTS, "2026-11-30T22:30:00+00:00", 3600, "2026-11-30T23:30:00+00:00"),
        # The night that has an hour less, and the one that has an hour more: seconds are seconds.
        (BERLIN, "2026-03-29T00:30:00+00:00", 3600, "2026-03-29T01:30:00+00:00"),
        (BERLIN, "2026-10-25T00:30:00+00:00", 7200, "2026-10-25T02:30:00+00:00"),
        (NIGHTS, "2026-03-28T20:00:00+00:00", 4 * 3600, "2026-03-29T01:00:00+00:00"),
        (NIGHTS, "2026-10-24T20:00:00+00:00", 5 * 3600, "2026-10-25T22:00:00+00:00"),
    ],
)
def test_due_to_the_second(calendar: Calendar, since: str, seconds: int, due: str) -> None:
    found = moments(
        calendar, datetime.fromisoformat(since), target_seconds=seconds, used_seconds=0, warn_percent=75
    )
    assert found.due_at == datetime.fromisoformat(due)


@pytest.mark.parametrize("used", [0, 1800, 6000, 9000])
@pytest.mark.parametrize("calendar", [INDIA, NIGHTS, BERLIN])
@pytest.mark.parametrize(
    "start", ["2026-03-28T17:07:00+00:00", "2026-10-24T21:13:00+00:00", "2026-12-31T13:01:00+00:00"]
)
def test_it_is_what_somebody_finds_who_walks_minute_by_minute(
    calendar: Calendar, start: str, used: int
) -> None:
    since = datetime.fromisoformat(start)
    found = moments(calendar, since, target_seconds=7200, used_seconds=used, warn_percent=75)
    assert found == Moments(
        _walked(calendar, since, max(0, 5400 - used)), _walked(calendar, since, max(0, 7200 - used))
    )


def _walked(calendar: Calendar, at: datetime, seconds: int) -> datetime:
    left = seconds // 60
    while left or not (is_open(calendar, at) or seconds):
        left -= is_open(calendar, at) and left > 0
        at += timedelta(minutes=1)
    return at


def test_it_is_warned_of_then_missed_then_left() -> None:
    found = Moments(AT, AT + timedelta(minutes=1))
    assert next_moment(found, warned_at=None, missed_at=None) == found.warn_at
    assert next_moment(found, warned_at=AT, missed_at=None) == found.due_at
    assert next_moment(found, warned_at=AT, missed_at=AT) is None


def test_hours_that_were_count_until_they_changed() -> None:
    changed_at = AT + timedelta(hours=1)
    never = Calendar(WeekHours(((),) * 7))
    changes = [(changed_at, INDIA), (changed_at + timedelta(hours=1), never)]
    used, since = used_before(changes, used_seconds=60, running_since=AT)
    assert (used, since) == (3660, changed_at + timedelta(hours=1))


def test_pairs_are_known_by_their_beginning() -> None:
    one, two = Pair(1, AT, False, False), Pair(2, AT + timedelta(hours=1), True, False)
    assert pair_up([one], waits_since=two.started_at, is_void=False) == Pairs(begins=True)
    assert pair_up([one, two], waits_since=AT, is_void=False) == Pairs(runs=1, voids=(2,))
    assert pair_up([two], waits_since=None, is_void=False) == Pairs(ends=(2,))
    assert pair_up([two], waits_since=None, is_void=True) == Pairs(voids=(2,))
