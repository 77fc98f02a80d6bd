from __future__ import annotations

from datetime import timedelta

import pytest

from saath.orders.connectors.base import Busy, NeedsReauth, NoAnswer, PlatformError, Refusal, Unreachable
from saath.orders.models import Connection
from saath.orders.polling.place import History, Place
from saath.orders.polling.rules import (
    EVERY,
    LONGEST_PAUSE,
    LOOK_BACK,
    OVERLAP,
    Trouble,
    begins_at,
    is_told,
    next_at,
    overdue,
    pause,
    trouble_of,
)
from saath.orders.tests.builders import NOON, order_data


def test_a_round_begins_before_what_the_last_one_saw_and_once_a_day_a_day_before() -> None:
    seen = NOON - timedelta(hours=1)
    assert begins_at(Place(), connected_at=NOON, now=NOON) == NOON - OVERLAP
    assert begins_at(Place(since=seen, looked_back_at=NOON), connected_at=NOON, now=NOON) == seen - OVERLAP
    yesterday = Place(since=seen, looked_back_at=NOON - LOOK_BACK)
    assert begins_at(yesterday, connected_at=NOON, now=NOON) == seen - LOOK_BACK


def test_rounds_are_spread_around_their_rhythm() -> None:
    assert next_at(NOON, dice=0.5) == NOON + EVERY
    assert NOON < next_at(NOON, dice=0) < NOON + EVERY < next_at(NOON, dice=1) < NOON + 2 * EVERY


def test_a_platform_in_trouble_is_left_alone_longer_each_time() -> None:
    pauses = [pause(Trouble.UNREACHABLE, failures, asked_seconds=0) for failures in (1, 2, 3, 60)]
    assert pauses == [EVERY, 2 * EVERY, 4 * EVERY, LONGEST_PAUSE]
    assert pause(Trouble.BUSY, 1, asked_seconds=1800) == timedelta(minutes=30)
    assert pause(Trouble.NEEDS_KEY, 1, asked_seconds=0) == LONGEST_PAUSE


def test_people_hear_at_once_of_what_only_they_can_mend() -> None:
    assert is_told(Trouble.NEEDS_KEY, 1)
    assert not is_told(Trouble.UNREACHABLE, 2)
    assert is_told(Trouble.UNREACHABLE, 3)


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (NeedsReauth(""), Trouble.NEEDS_KEY),
        (Busy("", seconds=1), Trouble.BUSY),
        (Unreachable(""), Trouble.UNREACHABLE),
        (NoAnswer(""), Trouble.UNREACHABLE),
        (Refusal(""), Trouble.REFUSED),
    ],
)
def test_troubles_are_told_apart(error: PlatformError, trouble: Trouble) -> None:
    assert trouble_of(error) == trouble


def test_an_order_that_changed_just_now_is_no_gap() -> None:
    old, new = order_data("1"), order_data("2", hours=1)
    assert overdue([old, new], now=new.updated_at) == [old]


def test_a_place_is_the_same_after_it_was_stored() -> None:
    place = Place(
        since=NOON, cursor="x", missed=2, unreadable=("7",), history=History(NOON, taken=3, remaining=4)
    )
    assert Place.of(Connection(store_id=1, poll_cursor={**place.as_json(), "products": {}})) == place
    assert Place.of(Connection(store_id=1)) == Place()
