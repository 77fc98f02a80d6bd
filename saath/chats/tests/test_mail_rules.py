"""When somebody who left the chat is written to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from saath.chats.mailing.rules import Missed, is_link_over, is_stale, mailed_from

NOON = datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_who_is_still_there_is_given_ten_minutes_from_when_they_were_seen() -> None:
    assert mailed_from(Missed(NOON, NOON + minutes(4), None)) == NOON + minutes(14)


def test_who_left_before_is_given_ten_minutes_from_the_answer() -> None:
    assert mailed_from(Missed(NOON, NOON - timedelta(days=1), None)) == NOON + minutes(10)


def test_no_two_mails_are_closer_than_fifteen_minutes() -> None:
    assert mailed_from(Missed(NOON, NOON, NOON + minutes(9))) == NOON + minutes(24)
    assert mailed_from(Missed(NOON, NOON, NOON - minutes(20))) == NOON + minutes(10)


def test_what_is_days_old_is_not_mailed_and_a_link_lasts_a_day() -> None:
    assert not is_stale(NOON, NOON + timedelta(days=3))
    assert is_stale(NOON, NOON + timedelta(days=3, seconds=1))
    assert not is_link_over(NOON, NOON + timedelta(hours=23))
    assert is_link_over(NOON, NOON + timedelta(days=1))
