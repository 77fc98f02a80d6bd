"""When a chat may be called live, who is next, and how long it takes. Pure: seconds and counts go in, an answer comes out.

A chat is offered as live only while somebody is there who has room for it, and nobody would wait over the shop's limit.
What is not known is not said: no wait without enough of what really happened, and then only free room makes it live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import median

from saath.stores.hours import Calendar, first_answer_due

# Under so many chats a median says more about chance than about the shop.
ENOUGH_CHATS = 20
SHORTEST_HANDLING_SECONDS = 30.0
# So long after the last word a chat still takes up whoever answers it.
BUSY_FOR = timedelta(minutes=10)


class Standing(StrEnum):
    """Whether a chat is live, or else why not."""

    LIVE = "live"
    OFF = "off"
    CLOSED = "closed"
    NOBODY = "nobody"
    FULL = "full"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Limits:
    """How many chats one person has at once, and how long nobody may wait."""

    chats_per_person: int
    longest_wait_seconds: int


@dataclass(frozen=True, slots=True)
class Pace:
    """What the last weeks showed: the usual seconds to a first answer, and those for which a chat takes up its person."""

    first_answer_seconds: float
    handling_seconds: float


@dataclass(frozen=True, slots=True)
class Situation:
    """A shop at one moment: the chats of each colleague who is there and takes chats, and the waits of those in the queue."""

    is_on: bool
    is_open: bool
    chats_of_each: tuple[int, ...]
    waits_seconds: tuple[float, ...]
    limits: Limits
    pace: Pace | None = None


def standing_of(now: Situation) -> Standing:
    """Return whether a chat that begins now is live; where several things stand against it, the first in this order."""
    if not now.is_on:
        return Standing.OFF
    if not now.is_open:
        return Standing.CLOSED
    if not now.chats_of_each:
        return Standing.NOBODY
    if not room(now):
        return Standing.FULL
    if max(now.waits_seconds, default=0.0) > now.limits.longest_wait_seconds:
        return Standing.TOO_LONG
    return _by_expectation(now)


def _by_expectation(now: Situation) -> Standing:
    expected = expected_wait(now, ahead=len(now.waits_seconds))
    if expected is None:
        return Standing.LIVE if room(now) > len(now.waits_seconds) else Standing.FULL
    return Standing.LIVE if expected <= now.limits.longest_wait_seconds else Standing.TOO_LONG


def room(now: Situation) -> int:
    """Return how many more chats those who are there can take."""
    return sum(max(0, now.limits.chats_per_person - chats) for chats in now.chats_of_each)


def expected_wait(now: Situation, *, ahead: int) -> float | None:
    """Return the seconds until a first answer for whoever has `ahead` chats before them, None where nobody can know.

    While there is room it is the usual time, or the longest present wait where that is longer: the queue itself shows
    what the weeks do not yet. Beyond the room as many chats have to end first as stand before a free place, one after
    another out of all that go on at once.
    """
    if now.pace is None or not now.chats_of_each:
        return None
    usual = max(now.pace.first_answer_seconds, *now.waits_seconds[:ahead], 0.0)
    return usual + _ends_before(now, ahead) * now.pace.handling_seconds / _at_once(now)


def _ends_before(now: Situation, ahead: int) -> int:
    """Return how many chats end before there is room for the one with `ahead` before it."""
    too_many = sum(max(0, chats - now.limits.chats_per_person) for chats in now.chats_of_each)
    short = ahead + 1 - room(now)
    return short + too_many if short > 0 else 0


def _at_once(now: Situation) -> int:
    return len(now.chats_of_each) * now.limits.chats_per_person


def pace_of(waits_seconds: Sequence[float], handling_seconds: Sequence[float]) -> Pace | None:
    """Return the usual times (medians), None under `ENOUGH_CHATS` of either.

    Who still waits, or went unanswered, counts with the wait so far: to leave them out would make the shop look faster
    than it is.
    """
    if min(len(waits_seconds), len(handling_seconds)) < ENOUGH_CHATS:
        return None
    return Pace(median(waits_seconds), max(SHORTEST_HANDLING_SECONDS, median(handling_seconds)))


def waited_seconds(since: datetime, *, staffed_since: datetime, at: datetime) -> float:
    """Return how long somebody has waited while anybody was there: the night before a shift is no wait of the live chat."""
    return max(0.0, (at - max(since, staffed_since)).total_seconds())


def answers_by(
    calendar: Calendar, at: datetime, *, promised_seconds: int, expected_seconds: float | None
) -> datetime | None:
    """Return by when a person answers who is written to at `at`: as promised, later where more than that is expected.

    None for a shop that does not open within a year.
    """
    return first_answer_due(calendar, at, max(promised_seconds, round(expected_seconds or 0.0)))


def place_in_queue(waiting: Sequence[int], conversation: int) -> int | None:
    """Return the place of a conversation among those that wait, the first is 1; None where it does not wait."""
    return waiting.index(conversation) + 1 if conversation in waiting else None


def rounded_wait(seconds: float) -> int:
    """Return a wait as it is said: up to the next half minute, and from five minutes on to the next whole one."""
    step = 30 if seconds < timedelta(minutes=5).total_seconds() else 60
    return max(step, -int(-seconds // step) * step)
