"""Limits of the calendar, exactly."""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.promises.grievances.rules import (
    Limit,
    Notice,
    Terms,
    is_warned_refusal,
    limits_of,
    newest_notice,
    next_notice,
    notices_of,
    one_month_after,
)

KOLKATA, BERLIN, YORK = ZoneInfo("Asia/Kolkata"), ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ZONES = [KOLKATA, BERLIN, YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC"), ZoneInfo("Pacific/Apia")]


def at(zone: ZoneInfo, *parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ((2026, 11, 23, 10, 30), (2026, 12, 23, 10, 30)),
        ((2026, 12, 31, 23, 59), (2027, 1, 31, 23, 59)),
        ((2027, 1, 31, 9, 0), (2027, 2, 28, 9, 0)),
        ((2028, 1, 31, 9, 0), (2028, 2, 29, 9, 0)),
        ((2028, 1, 30, 9, 0), (2028, 2, 29, 9, 0)),
        ((2028, 2, 29, 0, 0), (2028, 3, 29, 0, 0)),
        ((2100, 1, 29, 12, 0), (2100, 2, 28, 12, 0)),
        ((2027, 3, 31, 0, 0), (2027, 4, 30, 0, 0)),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_one(
    received: tuple[int, ...], due: tuple[int, ...]
) -> None:
    assert one_month_after(at(KOLKATA, *received), KOLKATA) == at(KOLKATA, *due)


def test_the_day_is_that_of_the_shop_not_of_utc() -> None:
    received = datetime(2027, 1, 31, 18, 45, tzinfo=UTC)  # 1 February, 00:15 in Surat
    assert one_month_after(received, KOLKATA) == at(KOLKATA, 2027, 3, 1, 0, 15)


def test_clocks_that_change_move_no_time_of_day() -> None:
    assert one_month_after(at(BERLIN, 2027, 3, 10, 9, 0), BERLIN) == datetime(2027, 4, 10, 7, 0, tzinfo=UTC)
    assert one_month_after(at(BERLIN, 2026, 10, 10, 9, 0), BERLIN) == datetime(2026, 11, 10, 8, 0, tzinfo=UTC)


def test_a_time_that_the_day_does_not_have_or_has_twice_is_the_earlier() -> None:
    # 28 March 2027, 02:30 is no time in Berlin; 31 October 2027, 02:30 comes twice.
    assert one_month_after(at(BERLIN, 2027, 2, 28, 2, 30), BERLIN) == datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    assert one_month_after(at(BERLIN, 2027, 9, 30, 2, 30), BERLIN) == datetime(
        2027, 10, 30, 0, 30, tzinfo=UTC
    )
    twice = one_month_after(at(BERLIN, 2022, 9, 30, 2, 30), BERLIN)
    assert twice == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)


def test_48_hours_are_hours_whatever_the_clock_on_the_wall_says() -> None:
    received = at(YORK, 2027, 3, 13, 20, 0)
    limits = limits_of(received, Terms(YORK))
    assert limits.word - received.astimezone(UTC) == timedelta(hours=48)


def test_a_shop_may_promise_less_and_never_more() -> None:
    received = at(KOLKATA, 2026, 11, 23, 10, 0)
    shorter = limits_of(received, Terms(KOLKATA, word_hours=12, redress_days=7))
    assert (shorter.word, shorter.redress) == (received + timedelta(hours=12), received + timedelta(days=7))
    longer = limits_of(received, Terms(KOLKATA, word_hours=90, redress_days=60))
    assert (longer.word, longer.redress) == (received + timedelta(hours=48), at(KOLKATA, 2026, 12, 23, 10, 0))


moments = st.integers(1_577_836_800, 4_102_358_400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@given(moments, st.sampled_from(ZONES))
def test_a_month_is_never_later_than_the_calendar_says(received: datetime, zone: ZoneInfo) -> None:
    due, local = one_month_after(received, zone), received.astimezone(zone)
    length = monthrange(local.year, local.month)[1]
    assert timedelta(days=27, hours=20) <= due - received <= timedelta(days=length, hours=1, minutes=1)


@given(moments, moments, st.sampled_from(ZONES))
def test_what_comes_later_is_never_due_earlier_by_a_day(
    one: datetime, other: datetime, zone: ZoneInfo
) -> None:
    first, second = sorted([one, other])
    assert one_month_after(first, zone) <= one_month_after(second, zone) + timedelta(days=1)


def test_notices_come_before_both_limits_and_at_them() -> None:
    received = at(KOLKATA, 2026, 11, 23, 10, 0)
    terms = Terms(KOLKATA)
    told = notices_of(received, limits_of(received, terms), terms, needs_word=True)
    after = [((each.at - received) / timedelta(hours=1), each.limit, each.is_last) for each in told]
    assert after == [
        (24, Limit.WORD, False),
        (40, Limit.WORD, False),
        (48, Limit.WORD, True),
        (15 * 24, Limit.REDRESS, False),
        (25 * 24, Limit.REDRESS, False),
        (30 * 24, Limit.REDRESS, True),
    ]
    without = notices_of(received, limits_of(received, terms), terms, needs_word=False)
    assert {each.limit for each in without} == {Limit.REDRESS}


def test_after_a_stopped_week_only_what_says_most_is_told() -> None:
    received = at(KOLKATA, 2026, 11, 23, 10, 0)
    terms = Terms(KOLKATA)
    told = notices_of(received, limits_of(received, terms), terms, needs_word=True)
    now = received + timedelta(days=7)
    newest = newest_notice(told, since=received + timedelta(hours=24), now=now)
    assert newest == Notice(received.astimezone(UTC) + timedelta(hours=48), Limit.WORD, is_last=True)
    assert next_notice(told, after=now) == received + timedelta(days=15)


@pytest.mark.parametrize("cause", ["defective", "deficient", "spurious", "undescribed", "late"])
def test_a_refusal_of_such_goods_is_warned_of_unless_nobody_could_help_it(cause: str) -> None:
    assert is_warned_refusal("refused", cause, "time")
    assert not is_warned_refusal("refused", cause, "force")
    assert not is_warned_refusal("refund", cause, "")
    assert not is_warned_refusal("refused", "other", "time")
