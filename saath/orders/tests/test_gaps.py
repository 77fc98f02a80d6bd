"""What is usual, and what is a silence: open hours only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from saath.orders.gaps import ENOUGH_GAPS, gap_between, is_silent, usual_after
from saath.stores.hours import Calendar, Interval, WeekHours

KOLKATA = ZoneInfo("Asia/Kolkata")
DAY = (Interval(time(10), time(19)),)
SIX_DAYS = Calendar(WeekHours((DAY, DAY, DAY, DAY, DAY, DAY, ())), frozenset({date(2026, 11, 25)}), KOLKATA)
SATURDAY_EVENING = datetime(2026, 11, 21, 13, tzinfo=UTC)  # 18:30 in Surat
HOUR = 3600


def test_night_sunday_and_holiday_make_no_gap() -> None:
    monday = datetime(2026, 11, 23, 5, tzinfo=UTC)  # 10:30
    assert gap_between(SIX_DAYS, SATURDAY_EVENING, monday) == HOUR
    tuesday_evening, thursday = datetime(2026, 11, 24, 13, tzinfo=UTC), datetime(2026, 11, 26, 5, tzinfo=UTC)
    assert gap_between(SIX_DAYS, tuesday_evening, thursday) == HOUR


def test_what_comes_together_is_no_gap() -> None:
    assert gap_between(SIX_DAYS, SATURDAY_EVENING, SATURDAY_EVENING + timedelta(minutes=4)) is None
    night = SATURDAY_EVENING + timedelta(hours=2)
    assert gap_between(SIX_DAYS, night, night + timedelta(hours=1)) is None


def silent(hours: float, usual: float, gaps: int = ENOUGH_GAPS) -> bool:
    monday = datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    at = monday + timedelta(hours=hours)
    return is_silent(SIX_DAYS, last_heard_at=monday, at=at, usual_seconds=usual, gaps=gaps)


def test_three_times_the_usual_gap_is_a_silence_but_never_less_than_an_hour() -> None:
    assert not silent(2.9, HOUR)
    assert silent(3.1, HOUR)
    assert not silent(0.9, 60)
    assert silent(1.1, 60)
    assert not silent(8, HOUR, gaps=ENOUGH_GAPS - 1)


def test_shop_where_news_come_at_random_is_hardly_ever_called_silent() -> None:
    dice, usual, alarms = Random(7), 0.0, 0  # the same each time is what is wanted
    for gaps in range(20_000):
        gap = dice.expovariate(1 / 1800)
        alarms += gaps >= ENOUGH_GAPS and gap > 3 * usual
        usual = usual_after(usual, gap, gaps=gaps)
    assert alarms < 20
    assert 1800 < usual < 4 * 1800
