"""When a clock is due, how long it ran, and which pair of question and answer runs. Pure: the time is an argument."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from saath.conversations.models import Conversation
from saath.stores.hours import Calendar, add_open_time, open_seconds_between

State = Conversation.State
ANSWERS = ("first_answer", "next_answer")


@dataclass(frozen=True, slots=True)
class Moments:
    """When a running clock warns and is due; None where no time is promised, or the shop does not open in a year."""

    warn_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of one clock of an answer: its row, when the customer began to wait, and how it stands."""

    id: int
    started_at: datetime
    is_open: bool
    is_void: bool


@dataclass(frozen=True, slots=True)
class Pairs:
    """What becomes of the clocks of answers: one runs (None: `begins` a new one, or none is wanted), some end, some are void."""

    runs: int | None = None
    begins: bool = False
    ends: tuple[int, ...] = ()
    voids: tuple[int, ...] = ()


def moments(
    calendar: Calendar,
    since: datetime,
    *,
    target_seconds: float | None,
    used_seconds: float,
    warn_percent: int,
) -> Moments:
    """Return when a clock that runs `since` warns and is due, after `used_seconds` of its open time were used before.

    Where it has used up its time, both are the next open moment.
    """
    if target_seconds is None:
        return Moments()
    left = max(0.0, target_seconds - used_seconds)
    until_warned = max(0.0, target_seconds * warn_percent / 100 - used_seconds)
    return Moments(add_open_time(calendar, since, until_warned), add_open_time(calendar, since, left))


def calendar_moments(started_at: datetime, due_at: datetime, *, warn_percent: int) -> Moments:
    """Return when a clock that counts nights warns, by its due time."""
    return Moments(started_at + (due_at - started_at) * warn_percent / 100, due_at)


def used_at(
    calendar: Calendar, *, used_seconds: float, running_since: datetime | None, at: datetime
) -> float:
    """Return how many open seconds a clock has used by then."""
    if running_since is None:
        return used_seconds
    return used_seconds + open_seconds_between(calendar, running_since, at)


def used_before(
    changes: Sequence[tuple[datetime, Calendar]], *, used_seconds: float, running_since: datetime
) -> tuple[float, datetime]:
    """Return what a clock has used until the hours changed last, and since when it runs by those of now.

    `changes` are the moments of change, oldest first, each with the calendar that held until then: the past stays as it was.
    """
    for changed_at, before in changes:
        if changed_at > running_since:
            used_seconds += open_seconds_between(before, running_since, changed_at)
            running_since = changed_at
    return used_seconds, running_since


def next_moment(
    found: Moments, *, warned_at: datetime | None, missed_at: datetime | None, step_at: datetime | None = None
) -> datetime | None:
    """Return when something is to be done about a running clock; `step_at` is when the next step of the chain is to be taken."""
    due = () if missed_at is not None else (found.warn_at if warned_at is None else None, found.due_at)
    return min((each for each in (*due, step_at) if each is not None), default=None)


def pair_up(pairs: Iterable[Pair], *, waits_since: datetime | None, is_void: bool) -> Pairs:
    """Return which pair of question and answer runs where the customer waits since then, None for not at all.

    A pair is known by its beginning: an answer that is taken back or fails lets the same one go on, and what began after it
    belongs to the same unanswered run. One that ends had its answer, or is void where nobody gave one: that says the caller.
    `is_void` says that the conversation is none any more: spam, or merged away.
    """
    known = sorted(pairs, key=lambda pair: (pair.started_at, pair.id))
    open_ones = [pair.id for pair in known if pair.is_open]
    if is_void:
        return Pairs(voids=tuple(open_ones))
    if waits_since is None:
        return Pairs(ends=tuple(open_ones))
    same = [pair.id for pair in known if pair.started_at == waits_since]
    later = tuple(
        pair.id for pair in known if pair.started_at > waits_since and (pair.is_open or not pair.is_void)
    )
    earlier = tuple(pair.id for pair in known if pair.started_at < waits_since and pair.is_open)
    runs = same[0] if same else None
    spare = tuple(pair_id for pair_id in same[1:] if pair_id in open_ones)
    return Pairs(runs=runs, begins=runs is None, ends=earlier, voids=(*later, *spare))


def counts_solution(
    state: str, *, snoozed_until: datetime | None, until_they_write: datetime, owes_update: bool
) -> bool:
    """Tell whether the time to the solution runs: not while we wait for the customer, unless we owe them an update."""
    if state == State.OPEN or (owes_update and state in (State.PENDING, State.SNOOZED)):
        return True
    return state == State.SNOOZED and snoozed_until not in (None, until_they_write)


def was_kept(due_at: datetime | None, at: datetime) -> bool:
    """Tell whether what came at that time was in time: at the due moment it still is."""
    return due_at is None or at <= due_at


def is_over(solved_at: datetime, *, after_days: int) -> datetime:
    """Return when nothing that the customer writes takes up again what was solved then."""
    return solved_at + timedelta(days=after_days)
