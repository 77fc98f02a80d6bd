"""When something is tried again, and when not. No database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.webhooks.rules import (
    HORIZON,
    JITTER,
    MOST_ASKED_WAIT,
    MOST_TRIES,
    STOP_AFTER,
    WAITS,
    hold_after,
    is_given_up,
    is_taken,
    may_replay_from,
    wait_after,
)

AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_it_is_tried_for_more_than_a_day() -> None:
    assert MOST_TRIES == 8
    assert sum(WAITS, timedelta()) > timedelta(days=1)


@given(tries=st.integers(1, len(WAITS)), luck=st.floats(0, 1))
def test_waits_are_those_of_the_table_and_up_to_a_fifth_longer(tries: int, luck: float) -> None:
    wait = wait_after(tries, random=lambda: luck)
    assert wait is not None
    assert WAITS[tries - 1] <= wait <= WAITS[tries - 1] * (1 + JITTER)


def test_the_last_try_is_the_last() -> None:
    assert wait_after(MOST_TRIES, random=lambda: 0) is None
    assert wait_after(MOST_TRIES, random=lambda: 0, asked=timedelta(seconds=5)) is None


@given(tries=st.integers(1, len(WAITS)), seconds=st.integers(0, 999_999))
def test_what_a_server_asks_for_is_kept_to_up_to_an_hour(tries: int, seconds: int) -> None:
    wait = wait_after(tries, random=lambda: 0, asked=timedelta(seconds=seconds))
    assert wait == max(WAITS[tries - 1], min(timedelta(seconds=seconds), MOST_ASKED_WAIT))


@given(st.integers(0, 10_000))
def test_an_endpoint_is_held_longer_each_time_and_five_minutes_at_most(failed_times: int) -> None:
    hold, next_hold = hold_after(failed_times), hold_after(failed_times + 1)
    assert timedelta() <= hold <= next_hold <= timedelta(minutes=5)
    assert bool(hold) == (failed_times >= 3)


def test_an_endpoint_is_given_up_after_five_days() -> None:
    assert not is_given_up(None, at=AT)
    assert not is_given_up(AT - STOP_AFTER + timedelta(seconds=1), at=AT)
    assert is_given_up(AT - STOP_AFTER, at=AT)


@pytest.mark.parametrize(
    ("status", "taken"), [(200, True), (204, True), (299, True), (199, False), (301, False), (500, False)]
)
def test_two_hundreds_say_that_it_was_taken(status: int, taken: bool) -> None:
    assert is_taken(status) is taken


def test_thirty_days_may_be_sent_again() -> None:
    assert AT - may_replay_from(AT) == HORIZON == timedelta(days=30)
