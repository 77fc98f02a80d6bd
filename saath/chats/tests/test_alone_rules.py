"""When others may take a chat that its colleague has left alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saath.chats.alone_rules import WAITS_FOR, WAITS_FOR_NEAR, OwnedChat, Whereabouts, left_alone

AT = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
OWNER, OTHER = 1, 2
LONG_AGO = AT - timedelta(hours=1)


def is_free(
    where: Whereabouts, *, waits: timedelta, gone: timedelta, takers: tuple[int, ...] = (OTHER,)
) -> bool:
    chat = OwnedChat(7, OWNER, waiting_since=AT - waits, owner_is=where, left_at=AT - gone)
    return bool(left_alone([chat], takers, at=AT))


@pytest.mark.parametrize(
    ("where", "needed"), [(Whereabouts.GONE, WAITS_FOR), (Whereabouts.NEAR, WAITS_FOR_NEAR)]
)
def test_it_is_free_once_it_has_waited_while_its_colleague_was_not_there(
    where: Whereabouts, needed: timedelta
) -> None:
    assert is_free(where, waits=needed, gone=timedelta(hours=1))
    assert not is_free(where, waits=needed - SECOND, gone=timedelta(hours=1))
    assert not is_free(where, waits=timedelta(hours=1), gone=needed - SECOND)


def test_it_stays_with_who_is_there() -> None:
    assert not is_free(Whereabouts.HERE, waits=timedelta(hours=1), gone=timedelta(hours=1))


@pytest.mark.parametrize("takers", [(), (OWNER,)])
def test_it_stays_where_nobody_else_could_take_it(takers: tuple[int, ...]) -> None:
    assert not is_free(Whereabouts.GONE, waits=timedelta(hours=1), gone=timedelta(hours=1), takers=takers)
