"""The record of who was there: examples, and days added up minute by minute beside it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from saath.chats.staffing_rules import (
    LONGEST_BETWEEN_LOOKS,
    LONGEST_GAP,
    Spell,
    StaffedDay,
    days_of,
    spells_after,
    staffed_since,
)
from saath.stores.hours import INDIA, Calendar, Interval, WeekHours, is_open

DAYTIME = Calendar(WeekHours(((Interval(time(10), time(13)), Interval(time(14), time(19))),) * 7))
NIGHT = Calendar(WeekHours(((Interval(time(22), time(2)),),) * 7), zone=ZoneInfo("Europe/London"))
MINUTE = timedelta(minutes=1)


def ist(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=INDIA)


def looked(looks: list[tuple[datetime, bool]], calendar: Calendar = DAYTIME) -> list[Spell]:
    spells: list[Spell] = []
    for at, is_staffed in looks:
        last = spells.pop() if spells else None
        spells += spells_after(last, calendar, at=at, is_staffed=is_staffed)
    return spells


def test_one_spell_grows_while_nothing_changes() -> None:
    noon = ist("2026-11-23 11:00")
    spells = looked([(noon + n * MINUTE, True) for n in range(60)])
    assert [(spell.seconds, spell.is_posted, spell.is_staffed) for spell in spells] == [(59 * 60, True, True)]


def test_lunch_cuts_it_and_who_stays_is_there_beside_the_posted_hours() -> None:
    noon = ist("2026-11-23 12:59:30")
    spells = looked([(noon, True), (noon + MINUTE, True)])
    assert [(spell.seconds, spell.is_posted) for spell in spells] == [(30, True), (30, False)]
    assert days_of(spells, INDIA) == [StaffedDay(date(2026, 11, 23), 30, 30, 30)]


def test_what_nobody_saw_was_staffed_by_nobody() -> None:
    noon = ist("2026-11-23 11:00")
    spells = looked([(noon, True), (noon + MINUTE, True), (noon + timedelta(hours=1), True)])
    assert days_of(spells, INDIA) == [StaffedDay(date(2026, 11, 23), 3600, 60, 0)]


def test_a_long_stop_is_written_for_a_week_at_most() -> None:
    noon = ist("2026-11-01 11:00")
    spells = looked([(noon, True), (noon + timedelta(days=20), False)])
    assert sum(spell.seconds for spell in spells) == LONGEST_GAP.total_seconds()


def test_a_look_into_the_past_changes_nothing() -> None:
    noon = ist("2026-11-23 11:00")
    spells = looked([(noon, True), (noon + MINUTE, True)])
    assert looked([(noon, True), (noon + MINUTE, True), (noon, False)]) == spells


def test_since_when_somebody_is_there_goes_over_opening_and_ends_with_a_break() -> None:
    start = ist("2026-11-23 09:50")
    looks = [(start + n * MINUTE, n > 3) for n in range(20)]
    assert staffed_since(looked(looks), at=start + 19 * MINUTE) == start + 3 * MINUTE
    assert staffed_since(looked([*looks, (start + 20 * MINUTE, False)]), at=start + 20 * MINUTE) == (
        start + 20 * MINUTE
    )


@given(
    st.sampled_from([DAYTIME, NIGHT]),
    st.integers(min_value=0, max_value=13 * 24 * 60),
    st.lists(st.tuples(st.integers(min_value=1, max_value=400), st.booleans()), min_size=1, max_size=40),
)
def test_days_are_those_of_minutes_that_are_counted_one_by_one(
    calendar: Calendar, start: int, steps: list[tuple[int, bool]]
) -> None:
    looks = [(ist("2026-10-20 00:00").astimezone(UTC) + start * MINUTE, False)]
    for minutes, is_staffed in steps:
        looks.append((looks[-1][0] + minutes * MINUTE, is_staffed))
    found = {
        day.day: (day.posted_seconds, day.staffed_seconds, day.beside_seconds)
        for day in days_of(looked(looks, calendar), calendar.zone)
    }
    assert found == _counted(looks, calendar)


def _counted(
    looks: list[tuple[datetime, bool]], calendar: Calendar
) -> dict[date, tuple[float, float, float]]:
    counts: Counter[tuple[date, str]] = Counter()
    for (since, _before), (until, is_staffed) in pairwise(looks):
        was_seen = until - since <= LONGEST_BETWEEN_LOOKS
        at = since
        while at < until:
            posted, staffed = is_open(calendar, at), is_staffed and was_seen
            day = at.astimezone(calendar.zone).date()
            counts[day, "all"] += 60
            counts[day, "posted"] += 60 * posted
            counts[day, "staffed"] += 60 * (posted and staffed)
            counts[day, "beside"] += 60 * (staffed and not posted)
            at += MINUTE
    days = {day for day, _what in counts}
    return {day: (counts[day, "posted"], counts[day, "staffed"], counts[day, "beside"]) for day in days}
