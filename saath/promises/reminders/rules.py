"""Whether a machine may say a word to a customer who is silent, or was helped. Pure: facts and the time come in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from saath.conversations.acknowledging.rules import MOST_A_DAY

# Over a whole store: the rest waits for the next hour.
MOST_AN_HOUR = 60
# What could not be said for so long, because nothing ran, is not said any more.
STALE = timedelta(days=7)
# Ratings up to here are bad: whoever gave one is not thanked by a machine.
BAD_STARS = 3


class WhyNot(StrEnum):
    """Why nothing is said, for good."""

    NOT_THEIRS = "not_theirs"
    UNDELIVERED = "undelivered"
    OWED = "owed"
    ASIDE = "aside"
    LEAVING = "leaving"
    GRIEVANCE = "grievance"
    THANKED = "thanked"
    UNPROVED = "unproved"
    SUPPRESSED = "suppressed"
    HERE = "here"
    WINDOW = "window"
    STALE = "stale"
    BAD = "bad"
    WAITING = "waiting"
    AGAIN = "again"


# That these hold does not keep a conversation open: it is closed without a word.
UNTOLD = frozenset({WhyNot.UNPROVED, WhyNot.SUPPRESSED, WhyNot.WINDOW})


@dataclass(frozen=True, slots=True)
class Silence:
    """What is known of a conversation that waits for its customer.

    `answered_at` is our last answer, None where the last word was theirs or nobody answered; `has_arrived` that it was
    delivered. `window_ends` is until when the channel lets an answer through, None where it sets no time.
    """

    answered_at: datetime | None
    has_arrived: bool
    owes_update: bool = False
    asks_aside: bool = False
    leaves_later: bool = False
    has_grievance: bool = False
    has_thanked: bool = False
    is_proved: bool = True
    is_suppressed: bool = False
    is_here: bool = False
    window_ends: datetime | None = None


def why_not_waited_for(silence: Silence) -> WhyNot | None:
    """Return why a customer is not really waited for: then they are neither reminded nor is anything closed."""
    if silence.answered_at is None:
        return WhyNot.NOT_THEIRS
    stops = (
        (not silence.has_arrived, WhyNot.UNDELIVERED),
        (silence.owes_update, WhyNot.OWED),
        (silence.asks_aside, WhyNot.ASIDE),
        (silence.leaves_later, WhyNot.LEAVING),
        (silence.has_grievance, WhyNot.GRIEVANCE),
    )
    return next((why for is_so, why in stops if is_so), None)


def why_not_told(silence: Silence, now: datetime) -> WhyNot | None:
    """Return why a customer may not be written to by a machine."""
    stops = (
        (not silence.is_proved, WhyNot.UNPROVED),
        (silence.is_suppressed, WhyNot.SUPPRESSED),
        (silence.window_ends is not None and silence.window_ends < now, WhyNot.WINDOW),
    )
    return next((why for is_so, why in stops if is_so), None)


def why_not_reminded(silence: Silence, now: datetime) -> WhyNot | None:
    """Return why a customer is not reminded, None where they may be.

    Where they read us from our own page nobody is there to read it; who said thanks has nothing to answer.
    """
    why = why_not_waited_for(silence)
    if why is None and silence.has_thanked:
        why = WhyNot.THANKED
    if why is None and silence.is_here:
        why = WhyNot.HERE
    return why or why_not_told(silence, now)


def why_untold(silence: Silence, now: datetime) -> WhyNot | None:
    """Return why a conversation is closed without a word to its customer, None where they are told."""
    return why_not_told(silence, now) if not silence.is_here else None


@dataclass(frozen=True, slots=True)
class Throttle:
    """What machines have said of late: to this customer within a day, in the whole store within the hour."""

    to_customer: int
    oldest_to_customer: datetime | None
    within_the_hour: int


def held_until(throttle: Throttle, now: datetime) -> datetime | None:
    """Return until when a word waits because enough was said, None where it may be said."""
    if throttle.to_customer >= MOST_A_DAY:
        return (throttle.oldest_to_customer or now) + timedelta(days=1)
    if throttle.within_the_hour >= MOST_AN_HOUR:
        return now + timedelta(hours=1)
    return None


@dataclass(frozen=True, slots=True)
class Solved:
    """What is known of a solution that its customer may be thanked for.

    `worst_stars` are the fewest that they gave it, None for no rating; `has_open_matter` that they wait for us elsewhere.
    """

    stands: bool
    is_quiet: bool
    was_answered: bool
    was_asked_apart: bool
    worst_stars: int | None = None
    has_open_matter: bool = False
    thanked_at: datetime | None = None


def why_not_thanked(solved: Solved, now: datetime, *, again_after: timedelta) -> WhyNot | None:
    """Return why a customer is not thanked for what was solved, as far as that alone says.

    Who was asked in a mail of its own whether it is sorted was thanked by that.
    """
    if not solved.stands or solved.is_quiet or not solved.was_answered or solved.was_asked_apart:
        return WhyNot.NOT_THEIRS
    if solved.worst_stars is not None and solved.worst_stars <= BAD_STARS:
        return WhyNot.BAD
    if solved.has_open_matter:
        return WhyNot.WAITING
    if solved.thanked_at is not None and now - solved.thanked_at < again_after:
        return WhyNot.AGAIN
    return None


@dataclass(frozen=True, slots=True)
class Uttered:
    """One thing that a person said in a conversation, and when: we, or the customer."""

    at: datetime
    is_ours: bool


def silences(said: Sequence[Uttered], now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Yield from when until when a customer said nothing to an answer of ours, the last silence up to now."""
    following = [*said, Uttered(now, is_ours=False)]
    for one, next_one in pairwise(following):
        if one.is_ours:
            yield one.at, next_one.at


def reminded_at(
    said: Sequence[Uttered], now: datetime, *, after: timedelta, times: int
) -> Iterator[datetime]:
    """Yield when reminders would have been due: each so long after our answer, or the reminder before it."""
    for began, ended in silences(said, now):
        yield from (
            began + after * number for number in range(1, times + 1) if began + after * number < ended
        )


def closed_at(said: Sequence[Uttered], now: datetime, *, after: timedelta) -> Iterator[datetime]:
    """Yield when a conversation would have been closed, so long after our answer."""
    yield from (began + after for began, ended in silences(said, now) if began + after < ended)
