"""Whom a thing concerns, and how they hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saath.team.rules import (
    Digest,
    Happened,
    Kind,
    Quiet,
    Way,
    Wish,
    concerned,
    digest_is_due,
    goes_along,
    is_quiet,
    ways_now,
)

INDIA = ZoneInfo("Asia/Kolkata")
MEERA, ARJUN, FARIDA = 1, 2, 3
TEAM = (MEERA, ARJUN, FARIDA)
NIGHT = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)  # midnight in India


def test_what_somebody_has_concerns_them_alone_and_what_nobody_has_everybody() -> None:
    assert concerned(Happened(Kind.ANSWERED, assignee_id=ARJUN), TEAM) == [ARJUN]
    assert concerned(Happened(Kind.NEW), TEAM) == list(TEAM)


def test_whoever_did_it_and_whoever_has_left_hear_nothing() -> None:
    assert concerned(Happened(Kind.HANDED, named_id=ARJUN, actor_id=ARJUN), TEAM) == []
    assert concerned(Happened(Kind.CALLED, named_id=9), TEAM) == []
    assert concerned(Happened(Kind.FAILED, actor_id=MEERA), TEAM) == [ARJUN, FARIDA]


def test_who_is_named_hears_of_it_whoever_has_it_and_who_has_it_only_while_they_do() -> None:
    assert goes_along(Happened(Kind.NEW), ARJUN)
    assert goes_along(Happened(Kind.ANSWERED, assignee_id=ARJUN), ARJUN)
    assert goes_along(Happened(Kind.HANDED, assignee_id=ARJUN, named_id=ARJUN), ARJUN)
    assert goes_along(Happened(Kind.ASIDE, assignee_id=ARJUN, named_id=9), ARJUN)
    assert not goes_along(Happened(Kind.ASIDE, assignee_id=ARJUN, named_id=ARJUN), ARJUN)
    assert not goes_along(Happened(Kind.CALLED, assignee_id=MEERA, named_id=ARJUN), ARJUN)
    chain = Happened(Kind.PROMISE, assignee_id=ARJUN, told=(ARJUN, FARIDA))
    assert [goes_along(chain, each) for each in chain.told] == [True, False]


def test_it_is_quiet_while_the_shop_is_closed_unless_somebody_chose_otherwise() -> None:
    assert is_quiet(Wish(), at=NIGHT, zone=INDIA, is_open=False)
    assert not is_quiet(Wish(), at=NIGHT, zone=INDIA, is_open=True)
    assert not is_quiet(Wish(quiet=Quiet.NEVER), at=NIGHT, zone=INDIA, is_open=False)


def test_quiet_times_are_local_and_may_cross_midnight() -> None:
    wish = Wish(quiet=Quiet.TIMES, quiet_from=time(22), quiet_to=time(7))
    assert is_quiet(wish, at=NIGHT, zone=INDIA, is_open=True)
    assert not is_quiet(wish, at=NIGHT + timedelta(hours=7), zone=INDIA, is_open=False)
    daily = Wish(quiet=Quiet.TIMES, quiet_from=time(13), quiet_to=time(14))
    assert not is_quiet(daily, at=NIGHT, zone=INDIA, is_open=True)


def test_in_quiet_hours_it_waits_for_the_digest_where_there_is_one() -> None:
    assert ways_now(Wish(), Kind.NEW, is_quiet=False) == {Way.SOUND, Way.PUSH}
    assert ways_now(Wish(), Kind.NEW, is_quiet=True) == frozenset()
    assert ways_now(Wish(digest=Digest.DAILY), Kind.NEW, is_quiet=True) == {Way.MAIL}
    assert ways_now(Wish(kinds={}), Kind.NEW, is_quiet=False) == frozenset()


def test_a_digest_comes_only_when_something_was_missed_long_enough() -> None:
    assert not digest_is_due(Digest.HOURLY, oldest=None, at=NIGHT)
    assert not digest_is_due(Digest.HOURLY, oldest=NIGHT - timedelta(minutes=59), at=NIGHT)
    assert digest_is_due(Digest.HOURLY, oldest=NIGHT - timedelta(hours=1), at=NIGHT)
    assert not digest_is_due(Digest.DAILY, oldest=NIGHT - timedelta(hours=23), at=NIGHT)
    assert not digest_is_due(Digest.OFF, oldest=NIGHT - timedelta(days=9), at=NIGHT)
