"""Whether a machine may say a word to who is silent, or was helped."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from saath.conversations.acknowledging.rules import MOST_A_DAY
from saath.promises.reminders.rules import (
    MOST_AN_HOUR,
    Silence,
    Solved,
    Throttle,
    Uttered,
    WhyNot,
    closed_at,
    held_until,
    reminded_at,
    why_not_reminded,
    why_not_thanked,
    why_not_waited_for,
    why_untold,
)

NOW = datetime(2037, 11, 23, 6, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SILENT = Silence(answered_at=NOW - 3 * DAY, has_arrived=True)
SOLVED = Solved(stands=True, is_quiet=False, was_answered=True, was_asked_apart=False)


def test_who_says_nothing_to_an_answer_that_arrived_is_reminded() -> None:
    assert why_not_reminded(SILENT, NOW) is None


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"answered_at": None}, WhyNot.NOT_THEIRS),
        ({"has_arrived": False}, WhyNot.UNDELIVERED),
        ({"owes_update": True}, WhyNot.OWED),
        ({"asks_aside": True}, WhyNot.ASIDE),
        ({"leaves_later": True}, WhyNot.LEAVING),
        ({"has_grievance": True}, WhyNot.GRIEVANCE),
        ({"has_thanked": True}, WhyNot.THANKED),
        ({"is_proved": False}, WhyNot.UNPROVED),
        ({"is_suppressed": True}, WhyNot.SUPPRESSED),
        ({"is_here": True}, WhyNot.HERE),
        ({"window_ends": NOW - timedelta(seconds=1)}, WhyNot.WINDOW),
    ],
)
def test_nobody_else_is(changed: dict[str, object], why: WhyNot) -> None:
    assert why_not_reminded(replace(SILENT, **changed), NOW) == why  # type: ignore[arg-type]


def test_what_keeps_a_word_back_does_not_keep_a_conversation_open() -> None:
    unproved = replace(SILENT, is_proved=False)
    assert why_not_waited_for(unproved) is None
    assert why_untold(unproved, NOW) == WhyNot.UNPROVED
    assert why_untold(replace(SILENT, is_here=True), NOW) is None


def test_enough_for_one_person_in_a_day_and_for_a_store_in_an_hour() -> None:
    first = NOW - timedelta(hours=20)
    assert held_until(Throttle(MOST_A_DAY - 1, first, MOST_AN_HOUR - 1), NOW) is None
    assert held_until(Throttle(MOST_A_DAY, first, 0), NOW) == first + DAY
    assert held_until(Throttle(0, None, MOST_AN_HOUR), NOW) == NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({}, None),
        ({"worst_stars": 4}, None),
        ({"stands": False}, WhyNot.NOT_THEIRS),
        ({"is_quiet": True}, WhyNot.NOT_THEIRS),
        ({"was_answered": False}, WhyNot.NOT_THEIRS),
        ({"was_asked_apart": True}, WhyNot.NOT_THEIRS),
        ({"worst_stars": 3}, WhyNot.BAD),
        ({"has_open_matter": True}, WhyNot.WAITING),
        ({"thanked_at": NOW - 59 * DAY}, WhyNot.AGAIN),
        ({"thanked_at": NOW - 60 * DAY}, None),
    ],
)
def test_thanks_are_said_where_they_are_meant(changed: dict[str, object], why: WhyNot | None) -> None:
    assert why_not_thanked(replace(SOLVED, **changed), NOW, again_after=60 * DAY) == why  # type: ignore[arg-type]


def test_what_would_have_been_said_is_told_from_what_was_said() -> None:
    said = [
        Uttered(NOW - 20 * DAY, is_ours=False),
        Uttered(NOW - 19 * DAY, is_ours=True),
        Uttered(NOW - 14 * DAY, is_ours=False),
        Uttered(NOW - 13 * DAY, is_ours=True),
        Uttered(NOW - 8 * DAY, is_ours=True),
    ]
    assert list(reminded_at(said, NOW, after=3 * DAY, times=2)) == [
        NOW - 16 * DAY,
        NOW - 10 * DAY,
        NOW - 5 * DAY,
        NOW - 2 * DAY,
    ]
    assert list(closed_at(said, NOW, after=7 * DAY)) == [NOW - DAY]
