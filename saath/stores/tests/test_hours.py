"""Opening hours: examples at the edges, and properties over many calendars."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.stores.hours import (
    ALWAYS_OPEN,
    INDIA,
    NEVER_OPEN,
    Calendar,
    Interval,
    WeekHours,
    add_open_time,
    first_answer_due,
    is_open,
    next_closing,
    next_opening,
    open_seconds_between,
)

LONDON = ZoneInfo("Europe/London")
ZONES = [INDIA, LONDON, *map(ZoneInfo, ["America/New_York", "Australia/Lord_Howe", "Africa/Cairo"])]
HOUR = 3600


def every_day(*intervals: tuple[str, str]) -> WeekHours:
    day = tuple(Interval(time.fromisoformat(start), time.fromisoformat(end)) for start, end in intervals)
    return WeekHours((day,) * 7)


def ist(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


DAYTIME = Calendar(every_day(("10:00", "13:00"), ("14:00", "19:00")))


def test_shop_is_open_at_opening_and_closed_at_closing() -> None:
    assert is_open(DAYTIME, ist("2026-11-23 10:00"))
    assert not is_open(DAYTIME, ist("2026-11-23 13:00"))
    assert not is_open(DAYTIME, ist("2026-11-23 09:59:59.999999"))


def test_question_before_lunch_is_due_after_lunch() -> None:
    assert add_open_time(DAYTIME, ist("2026-11-23 12:58"), 300) == ist("2026-11-23 14:03")


def test_question_of_the_evening_is_due_next_morning() -> None:
    assert first_answer_due(DAYTIME, ist("2026-11-23 22:00"), 300) == ist("2026-11-24 10:05")


def test_answer_due_exactly_at_closing_stays_there() -> None:
    assert add_open_time(DAYTIME, ist("2026-11-23 18:55"), 300) == ist("2026-11-23 19:00")


def test_holiday_is_skipped() -> None:
    calendar = Calendar(DAYTIME.week, frozenset({date(2026, 11, 24)}))
    assert next_opening(calendar, ist("2026-11-23 19:00")) == ist("2026-11-25 10:00")


def test_next_opening_while_open_is_now() -> None:
    assert next_opening(DAYTIME, ist("2026-11-23 11:00")) == ist("2026-11-23 11:00")


def test_next_closing_while_closed_is_that_of_the_next_stretch() -> None:
    assert next_closing(DAYTIME, ist("2026-11-23 13:30")) == ist("2026-11-23 19:00")


def test_interval_to_midnight_touches_the_next_day() -> None:
    calendar = Calendar(every_day(("00:00", "02:00"), ("20:00", "00:00")))
    assert is_open(calendar, ist("2026-11-23 23:59:59"))
    assert next_closing(calendar, ist("2026-11-23 21:00")) == ist("2026-11-24 02:00")


def test_interval_over_midnight_belongs_to_the_day_on_which_it_opens() -> None:
    night = (Interval(time(22), time(2)),)
    calendar = Calendar(WeekHours(((), (), (), (), (), night, ())))  # Saturday
    assert is_open(calendar, ist("2026-11-22 01:59"))
    assert not is_open(calendar, ist("2026-11-21 01:59"))
    assert add_open_time(calendar, ist("2026-11-21 23:30"), 3 * HOUR) == ist("2026-11-28 22:30")


def test_evening_before_a_holiday_runs_to_its_end() -> None:
    calendar = Calendar(every_day(("22:00", "02:00")), frozenset({date(2026, 11, 24)}))
    assert is_open(calendar, ist("2026-11-24 01:00"))
    assert not is_open(calendar, ist("2026-11-24 22:30"))
    assert not is_open(calendar, ist("2026-11-25 01:00"))


def test_shop_that_never_opens_has_no_due_time() -> None:
    calendar = Calendar(NEVER_OPEN)
    at = ist("2026-11-23 10:00")
    assert first_answer_due(calendar, at, 300) is None
    assert next_opening(calendar, at) is None
    assert next_closing(calendar, at) is None
    assert open_seconds_between(calendar, at, at + timedelta(days=30)) == 0


def test_shop_that_never_closes_has_no_closing() -> None:
    assert next_closing(Calendar(ALWAYS_OPEN), ist("2026-11-23 10:00")) is None


def test_night_with_a_repeated_hour_is_an_hour_longer() -> None:
    calendar = Calendar(every_day(("22:00", "06:00")), zone=LONDON)
    start = datetime(2026, 10, 24, 22, tzinfo=LONDON)
    assert open_seconds_between(calendar, start, start + timedelta(days=1, hours=-1)) == 9 * HOUR


def test_night_with_a_skipped_hour_is_an_hour_shorter() -> None:
    calendar = Calendar(every_day(("22:00", "06:00")), zone=LONDON)
    start = datetime(2026, 3, 28, 22, tzinfo=LONDON)
    assert add_open_time(calendar, start, 7 * HOUR) == datetime(2026, 3, 29, 6, tzinfo=LONDON)


def test_opening_within_a_skipped_hour_is_later_by_what_was_skipped() -> None:
    calendar = Calendar(every_day(("01:30", "03:00")), zone=LONDON)
    night = datetime(2026, 3, 29, tzinfo=UTC)
    assert next_opening(calendar, night) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize("at", [datetime(2026, 11, 23, 10), datetime(2026, 1, 1)])  # noqa: DTZ001
def test_instant_without_zone_is_refused(at: datetime) -> None:
    with pytest.raises(ValueError, match="time zone"):
        is_open(DAYTIME, at)


@pytest.mark.parametrize(
    "day",
    [
        (Interval(time(10), time(12)), Interval(time(11), time(13))),
        (Interval(time(14), time(15)), Interval(time(10), time(11))),
        (Interval(time(20), time(0)), Interval(time(22), time(23))),
    ],
)
def test_overlapping_or_unsorted_intervals_are_refused(day: tuple[Interval, ...]) -> None:
    with pytest.raises(ValueError, match="in order"):
        WeekHours((day,) * 7)


def test_interval_without_length_is_refused() -> None:
    with pytest.raises(ValueError, match="another time"):
        Interval(time(9), time(9))


@st.composite
def days(draw: st.DrawFn) -> tuple[Interval, ...]:
    """Up to three intervals of a day; the last may end at midnight or on the next day."""
    minutes = sorted(draw(st.sets(st.integers(0, 24 * 60 - 1), max_size=6)))
    times = [time(minute // 60, minute % 60) for minute in minutes]
    intervals = [Interval(*pair) for pair in zip(times[::2], times[1::2], strict=False)]
    if len(times) % 2:
        over_midnight = [time(0), times[0]] if len(times) > 1 else [time(0)]
        intervals.append(Interval(times[-1], draw(st.sampled_from(over_midnight))))
    return tuple(intervals)


weeks = st.builds(WeekHours, st.tuples(*[days()] * 7))
calendars = st.builds(
    Calendar,
    weeks,
    st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=20),
    st.sampled_from(ZONES),
)
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
lengths = st.integers(0, 40 * HOUR)


@given(calendars, instants, lengths)
def test_time_added_is_time_measured(calendar: Calendar, start: datetime, seconds: int) -> None:
    due = add_open_time(calendar, start, seconds)
    if due is not None:
        assert open_seconds_between(calendar, start, due) == seconds


@given(calendars, instants, lengths, st.integers(0, 10 * 24 * HOUR), lengths)
def test_later_question_or_longer_target_is_never_due_earlier(
    calendar: Calendar, start: datetime, seconds: int, later: int, longer: int
) -> None:
    due = add_open_time(calendar, start, seconds)
    due_later = add_open_time(calendar, start + timedelta(seconds=later), seconds + longer)
    if due is not None and due_later is not None:
        assert due <= due_later


@given(instants, lengths, st.sampled_from(ZONES))
def test_always_open_shop_runs_on_the_wall_clock(start: datetime, seconds: int, zone: ZoneInfo) -> None:
    calendar = Calendar(ALWAYS_OPEN, zone=zone)
    end = start + timedelta(seconds=seconds)
    assert add_open_time(calendar, start, seconds) == end
    assert open_seconds_between(calendar, start, end) == seconds


@given(calendars, instants)
def test_opening_is_open_and_closing_is_closed(calendar: Calendar, at: datetime) -> None:
    opening, closing = next_opening(calendar, at), next_closing(calendar, at)
    if opening is not None:
        assert opening >= at
        assert is_open(calendar, opening)
    if closing is not None:
        assert opening is not None
        assert closing > opening
        assert not is_open(calendar, closing)
        assert open_seconds_between(calendar, opening, closing) == (closing - opening).total_seconds()


@given(calendars, instants, st.integers(0, 20 * 24 * HOUR), st.integers(0, 20 * 24 * HOUR))
def test_open_time_adds_up(calendar: Calendar, start: datetime, first: int, second: int) -> None:
    middle = start + timedelta(seconds=first)
    end = middle + timedelta(seconds=second)
    parts = open_seconds_between(calendar, start, middle) + open_seconds_between(calendar, middle, end)
    assert parts == pytest.approx(open_seconds_between(calendar, start, end), abs=1e-6)


@given(weeks, st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001
def test_without_clock_changes_hours_are_what_the_wall_clock_shows(week: WeekHours, local: datetime) -> None:
    now, minute = local.date(), local.time()
    today = any(i.start <= minute and (i.ends_next_day or minute < i.end) for i in week.days[now.weekday()])
    yesterday = week.days[now.weekday() - 1]
    running_over = any(i.ends_next_day and minute < i.end for i in yesterday)
    assert is_open(Calendar(week, zone=INDIA), local.replace(tzinfo=INDIA)) == (today or running_over)
