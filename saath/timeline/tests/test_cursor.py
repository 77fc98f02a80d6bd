"""Cursors survive the way out and back; what a stranger makes up is refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.timeline.cursor import Cursor, decode, is_row_id, is_snapshot

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_cursor_comes_back_as_it_went() -> None:
    cursor = Cursor("e1", 1_795_000_000, "10:20:11,13")
    assert decode(cursor.encode()) == cursor


@given(st.text(max_size=200))
def test_what_a_stranger_sends_is_no_cursor_or_harmless(text: str) -> None:
    cursor = decode(text)
    assert cursor is None or isinstance(cursor.taken_at, int)


def test_cursor_of_yesterday_is_beyond_the_horizon() -> None:
    old = Cursor("e", int((AT - timedelta(hours=25)).timestamp()), "1")
    fresh = Cursor("e", int((AT - timedelta(hours=23)).timestamp()), "1")
    assert not old.is_within_horizon(AT)
    assert fresh.is_within_horizon(AT)


@pytest.mark.parametrize("snapshot", ["10:20:", "10:20:10,19", "7:7:", "10:20:12", "1:4294967297:4294967296"])
def test_snapshot_of_postgresql_is_a_position(snapshot: str) -> None:
    assert is_snapshot(snapshot)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "20:10:",
        "10:20:9",
        "10:20:20",
        "10:20:13,12",
        "10:20:12,12",
        "0:1:",
        "a:b:",
        "1:9999999999999999999:",
        "1320638243:4398046511104:1320638243",
        "4294967296:4294967297:",
    ],
)
def test_text_that_postgresql_would_refuse_is_no_position(text: str) -> None:
    assert not is_snapshot(text)


def test_row_id_is_a_plain_number() -> None:
    assert is_row_id("42")
    assert not is_row_id("-1")
    assert not is_row_id("4 OR 1")
