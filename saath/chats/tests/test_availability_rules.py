"""When a chat is live: examples, and the formulas against queues that are played through chat by chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from saath.chats.availability_rules import (
    ENOUGH_CHATS,
    Limits,
    Pace,
    Situation,
    Standing,
    answers_by,
    expected_wait,
    pace_of,
    place_in_queue,
    room,
    rounded_wait,
    standing_of,
    waited_seconds,
)
from saath.stores.hours import INDIA, Calendar, Interval, WeekHours

LIMITS = Limits(chats_per_person=3, longest_wait_seconds=300)
PACE = Pace(first_answer_seconds=40, handling_seconds=600)
IDLE = Situation(is_on=True, is_open=True, chats_of_each=(0, 0), waits_seconds=(), limits=LIMITS, pace=PACE)
MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=INDIA)

numbers = st.integers(min_value=0, max_value=8)
waits = st.lists(st.floats(min_value=0, max_value=900), max_size=8).map(
    lambda each: tuple(sorted(each, reverse=True))
)
paces = st.builds(
    Pace,
    first_answer_seconds=st.floats(min_value=1, max_value=600),
    handling_seconds=st.floats(min_value=30, max_value=3600),
)
situations = st.builds(
    Situation,
    is_on=st.booleans(),
    is_open=st.booleans(),
    chats_of_each=st.lists(numbers, max_size=6).map(tuple),
    waits_seconds=waits,
    limits=st.builds(
        Limits,
        chats_per_person=st.integers(min_value=1, max_value=6),
        longest_wait_seconds=st.integers(min_value=30, max_value=1800),
    ),
    pace=st.none() | paces,
)


def test_somebody_with_room_in_open_hours_makes_it_live() -> None:
    assert standing_of(IDLE) == Standing.LIVE


def test_what_stands_against_it_is_named() -> None:
    assert standing_of(replace(IDLE, is_on=False)) == Standing.OFF
    assert standing_of(replace(IDLE, is_open=False)) == Standing.CLOSED
    assert standing_of(replace(IDLE, chats_of_each=())) == Standing.NOBODY
    assert standing_of(replace(IDLE, chats_of_each=(3, 4))) == Standing.FULL
    assert standing_of(replace(IDLE, waits_seconds=(301.0,))) == Standing.TOO_LONG


def test_it_ends_before_the_next_one_would_wait_too_long() -> None:
    one_place = replace(IDLE, chats_of_each=(2, 3))
    assert expected_wait(one_place, ahead=0) == 40
    assert standing_of(one_place) == Standing.LIVE
    queue = replace(one_place, waits_seconds=(50.0, 10.0))
    assert expected_wait(queue, ahead=2) == 50 + 2 * 600 / 6
    assert standing_of(queue) == Standing.LIVE
    longer = replace(one_place, waits_seconds=(50.0, 10.0, 5.0))
    assert expected_wait(longer, ahead=3) == 350
    assert standing_of(longer) == Standing.TOO_LONG


def test_without_enough_data_only_a_free_place_makes_it_live_and_no_wait_is_said() -> None:
    new = replace(IDLE, chats_of_each=(2,), pace=None)
    assert expected_wait(new, ahead=0) is None
    assert standing_of(new) == Standing.LIVE
    assert standing_of(replace(new, waits_seconds=(5.0,))) == Standing.FULL


def test_the_queue_shows_what_the_weeks_do_not_yet() -> None:
    assert expected_wait(replace(IDLE, waits_seconds=(200.0,)), ahead=1) == 200


@given(situations)
def test_it_is_never_live_while_nobody_with_room_is_there_in_open_hours(now: Situation) -> None:
    if standing_of(now) == Standing.LIVE:
        assert now.is_on
        assert now.is_open
        assert any(chats < now.limits.chats_per_person for chats in now.chats_of_each)
        assert all(wait <= now.limits.longest_wait_seconds for wait in now.waits_seconds)
        expected = expected_wait(now, ahead=len(now.waits_seconds))
        assert expected is None or expected <= now.limits.longest_wait_seconds


@given(situations, st.integers(min_value=0, max_value=12))
def test_expected_wait_is_that_of_a_queue_that_is_played_through(now: Situation, ahead: int) -> None:
    expected = expected_wait(now, ahead=ahead)
    if now.pace is None or not now.chats_of_each:
        assert expected is None
        return
    usual = max(now.pace.first_answer_seconds, *now.waits_seconds[:ahead], 0.0)
    assert expected is not None
    assert abs(expected - (usual + _played(now, ahead, now.pace))) < 1e-6


def _played(now: Situation, ahead: int, pace: Pace) -> float:
    """Seat everybody in the queue one by one; where nobody has room, let a chat end, first where there are too many."""
    most, chats, seconds = now.limits.chats_per_person, list(now.chats_of_each), 0.0
    for _visitor in range(ahead + 1):
        while min(chats) >= most:
            seconds += pace.handling_seconds / (most * len(chats))
            chats[chats.index(max(chats))] -= 1
        chats[chats.index(min(chats))] += 1
    return seconds


@given(situations, st.integers(min_value=0, max_value=12))
def test_more_people_and_fewer_chats_never_make_it_longer(now: Situation, ahead: int) -> None:
    expected = expected_wait(now, ahead=ahead)
    if expected is None:
        return
    more_people = expected_wait(replace(now, chats_of_each=(*now.chats_of_each, 0)), ahead=ahead)
    fewer_ahead = expected_wait(now, ahead=max(0, ahead - 1))
    assert more_people is not None
    assert more_people <= expected + 1e-9
    assert fewer_ahead is not None
    assert fewer_ahead <= expected + 1e-9


@given(situations)
def test_room_is_counted_person_by_person(now: Situation) -> None:
    free = 0
    for chats in now.chats_of_each:
        while chats + 1 <= now.limits.chats_per_person:
            chats, free = chats + 1, free + 1
    assert room(now) == free


def test_few_chats_make_no_pace() -> None:
    few, enough = [60.0] * (ENOUGH_CHATS - 1), [300.0] * ENOUGH_CHATS
    assert pace_of(few, enough) is None
    assert pace_of(enough, few) is None
    assert pace_of([*few, 60.0], enough) == Pace(60, 300)


def test_who_went_unanswered_makes_the_usual_wait_longer() -> None:
    answered, gone = [60.0] * ENOUGH_CHATS, [3000.0] * (ENOUGH_CHATS + 1)
    pace = pace_of([*answered, *gone], [300.0] * ENOUGH_CHATS)
    assert pace is not None
    assert pace.first_answer_seconds == 3000


def test_the_night_before_a_shift_is_no_wait_of_the_live_chat() -> None:
    came = MORNING + timedelta(seconds=30)
    assert waited_seconds(MORNING - timedelta(hours=9), staffed_since=MORNING, at=came) == 30
    assert waited_seconds(came, staffed_since=MORNING, at=came + timedelta(seconds=7)) == 7


def test_the_honest_word_keeps_to_open_hours_and_to_what_is_expected() -> None:
    calendar = Calendar(WeekHours(((Interval(time(10), time(19)),),) * 7))
    night = MORNING - timedelta(hours=9)
    assert answers_by(calendar, night, promised_seconds=300, expected_seconds=None) == (
        MORNING + timedelta(minutes=5)
    )
    noon = MORNING + timedelta(hours=2)
    assert answers_by(calendar, noon, promised_seconds=300, expected_seconds=1200) == (
        noon + timedelta(minutes=20)
    ).astimezone(UTC)
    never = Calendar(WeekHours(((),) * 7))
    assert answers_by(never, noon, promised_seconds=300, expected_seconds=None) is None


def test_place_in_the_queue_counts_from_one() -> None:
    assert [place_in_queue([7, 9, 4], each) for each in (7, 4, 5)] == [1, 3, None]


@given(st.floats(min_value=0, max_value=7200))
def test_a_wait_is_said_rounded_up_and_never_by_more_than_a_minute(seconds: float) -> None:
    said = rounded_wait(seconds)
    assert said % 30 == 0
    assert said >= max(seconds, 30)
    assert said - max(seconds, 30) < 60
