"""When the demo shop is open."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from saath.demo.hours import week_around
from saath.stores.hours import Calendar, Interval, add_open_time, is_open

MIDNIGHT = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.mark.parametrize("hour", range(24))
def test_a_promise_runs_at_whatever_hour_the_demo_is_tried(hour: int) -> None:
    now = MIDNIGHT + timedelta(hours=hour, minutes=hour * 7 % 60)
    calendar = Calendar(week_around(now))
    assert is_open(calendar, now - timedelta(minutes=30))
    assert is_open(calendar, now + timedelta(hours=2))
    assert add_open_time(calendar, now, 300) == now + timedelta(minutes=5)


def test_in_the_afternoon_the_usual_hours_stand() -> None:
    five_in_the_afternoon_in_india = MIDNIGHT + timedelta(hours=11, minutes=30)
    week = week_around(five_in_the_afternoon_in_india)
    assert week.days[0] == (Interval(time(10), time(14)), Interval(time(15), time(21)))
