"""By when an order is promised, by when it comes, and from when on somebody should look at it. Pure.

Days are those of the shop's zone, and nothing here asks which day it is: what is kept of an order says from which day on
it is late, so that a list of late orders is read and never computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from saath.orders.states import Moved, State

# A courier says something of a parcel every day; after so many days without a word somebody should ask.
STANDS_STILL_DAYS = 3
# Nobody hears of it any more: what is promised for longer ago than this is no list of work.
FORGOTTEN_DAYS = 45
# A parcel that takes longer has been lost or was never told of.
MOST_DAYS = 30
# Of fewer parcels nothing can be said.
LEAST_PARCELS = 5
# So many of a hundred parcels are there on the day that is told.
SURE_PERCENT = 80
ZONE_LETTERS = 3

_AT_THE_SHOP = {State.CONFIRMED, State.PACKED}
_MOVING = {State.SHIPPED, State.OUT_FOR_DELIVERY, State.ATTEMPTED}
_GONE_WRONG = {State.ATTEMPTED, State.RETURNING, State.LOST}
UNDER_WAY = _AT_THE_SHOP | _MOVING | _GONE_WRONG
_NO_MORE = {Moved.DELIVERED, Moved.CANCELLED, Moved.RTO_DELIVERED}


class Trouble(TextChoices):
    """Why an order is late, or will be."""

    RETURNING = "returning", pgettext_lazy("why an order is late", "It goes back to the shop")
    LOST = "lost", pgettext_lazy("why an order is late", "The parcel is lost")
    ATTEMPTED = "attempted", pgettext_lazy("why an order is late", "Nobody was met at the door")
    HELD_UP = "held_up", pgettext_lazy("why an order is late", "The courier holds it up")
    NOT_SENT = "not_sent", pgettext_lazy("why an order is late", "It has not been dispatched")
    STILL = "still", pgettext_lazy("why an order is late", "Nothing is heard of the parcel")
    SLOW = "slow", pgettext_lazy("why an order is late", "It takes longer than promised")


@dataclass(frozen=True, slots=True)
class Way:
    """A parcel on its way: when it left, when something was said of it last, and how many days such a way takes."""

    state: Moved
    left_on: date | None = None
    heard_on: date | None = None
    usual_days: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """An order as far as its time matters; `usual_days` is how long a parcel to there takes, by whomever it goes."""

    state: State
    placed_on: date
    promised_on: date | None
    dispatch_days: int
    usual_days: int
    is_all_shipped: bool = False
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """By when an order is promised and expected, and the first day on which somebody should look at it."""

    promise_on: date
    expected_on: date | None = None
    watch_on: date | None = None


def outlook(facts: Facts) -> Outlook:
    """Return what is to be expected of an order; one that has come, or is no more, has only its promise."""
    dispatch_by = facts.placed_on + timedelta(days=facts.dispatch_days)
    promise_on = facts.promised_on or dispatch_by + timedelta(days=facts.usual_days)
    if facts.state not in UNDER_WAY:
        return Outlook(promise_on)
    expected_on = _expected(facts, dispatch_by)
    return Outlook(promise_on, expected_on, min(_days_to_look(facts, dispatch_by, promise_on, expected_on)))


def trouble_of(facts: Facts, *, today: date) -> Trouble:
    """Return why an order is in the list of a day: what is worst of all that is so."""
    moving = [way for way in facts.ways if way.left_on and way.state not in _NO_MORE]
    if facts.state == State.RETURNING:
        return Trouble.RETURNING
    if facts.state == State.LOST:
        return Trouble.LOST
    if facts.state == State.ATTEMPTED:
        return Trouble.ATTEMPTED
    if any(way.state == Moved.EXCEPTION for way in moving):
        return Trouble.HELD_UP
    if facts.state in _AT_THE_SHOP:
        return Trouble.NOT_SENT
    if any(today >= _still_on(way) for way in moving):
        return Trouble.STILL
    return Trouble.SLOW


def days_within(counts: Sequence[int]) -> int:
    """Return within how many days most of the parcels came, of `counts` of parcels by the days that they took."""
    wanted = sum(counts) * SURE_PERCENT
    come = 0
    for days, count in enumerate(counts):
        come += count
        if come * 100 >= wanted:
            return days
    return 0


def zone_of(pincode: str) -> str:
    """Return the sorting district of a pincode, the first three digits of an Indian one; "" where there is none."""
    plain = "".join(letter for letter in pincode if letter.isalnum())
    return plain[:ZONE_LETTERS].upper() if len(plain) > ZONE_LETTERS else ""


def courier_key(name: str) -> str:
    """Return what two spellings of a courier have in common."""
    return " ".join(name.casefold().split())


def _expected(facts: Facts, dispatch_by: date) -> date | None:
    """Return the day on which the last thing comes; None where it goes back, or nobody knows."""
    if facts.state in (State.RETURNING, State.LOST):
        return None
    days = [_arrival(way) for way in facts.ways if way.left_on and way.state not in _NO_MORE]
    if facts.state in _AT_THE_SHOP:
        days.append(dispatch_by + timedelta(days=facts.usual_days))
    return max(days, default=None)


def _arrival(way: Way) -> date:
    assert way.left_on is not None
    heard_on = way.heard_on or way.left_on
    if way.state in (Moved.OUT_FOR_DELIVERY, Moved.AVAILABLE):
        return heard_on
    if way.state == Moved.ATTEMPTED:
        return heard_on + timedelta(days=1)
    return max(way.left_on + timedelta(days=way.usual_days), heard_on)


def _days_to_look(
    facts: Facts, dispatch_by: date, promise_on: date, expected_on: date | None
) -> Iterable[date]:
    """Yield each day from which on something about an order speaks against its promise."""
    yield promise_on + timedelta(days=1)
    moving = [way for way in facts.ways if way.left_on and way.state not in _NO_MORE]
    heard_on = [way.heard_on or way.left_on for way in moving if way.left_on]
    since = max(heard_on, default=facts.placed_on)
    if facts.state in _GONE_WRONG or any(way.state == Moved.EXCEPTION for way in moving):
        yield since
    if facts.state in _AT_THE_SHOP:
        latest = promise_on - timedelta(days=facts.usual_days)
        yield max(min(dispatch_by, latest) + timedelta(days=1), facts.placed_on)
    elif expected_on is not None and expected_on > promise_on:
        yield since
    yield from (_still_on(way) for way in moving)


def _still_on(way: Way) -> date:
    assert way.left_on is not None
    return (way.heard_on or way.left_on) + timedelta(days=STANDS_STILL_DAYS)
