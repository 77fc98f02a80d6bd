"""Starting, resting, going on and ending of clocks: parts of what follows turns and of the actions. The callers save."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from saath.promises.clocks.policies import Terms
from saath.promises.clocks.rules import ANSWERS, Moments, moments, next_moment, used_at, was_kept
from saath.promises.clocks.stepping import followed
from saath.promises.models import Clock
from saath.stores.hours import Calendar, open_seconds_between

Outcome = Clock.Outcome
# What may change of a clock after it was started.
COLUMNS = (
    "policy",
    "target_seconds",
    "warn_percent",
    "started_at",
    "running_since",
    "used_seconds",
    "due_at",
    "warn_at",
    "warned_at",
    "missed_at",
    "reached",
    "step_at",
    "next_at",
    "stopped_at",
    "outcome",
    "took_seconds",
    "took_open_seconds",
)


def set_terms(clock: Clock, terms: Terms) -> None:
    """Take over what is promised; where nobody promised anything, nothing is."""
    clock.target_seconds = None if clock.is_silent else terms.target_seconds
    clock.warn_percent = terms.warn_percent
    clock.policy_id = terms.policy_id


def run(clock: Clock, calendar: Calendar, *, since: datetime) -> None:
    """Let a clock of open hours run since then, after what it has used already."""
    clock.running_since = since
    found = moments(
        calendar,
        since,
        target_seconds=clock.target_seconds,
        used_seconds=clock.used_seconds,
        warn_percent=clock.warn_percent,
    )
    set_moments(clock, found, calendar)


def set_moments(clock: Clock, found: Moments, calendar: Calendar | None = None) -> None:
    """Write down when a running clock warns and is due, and is to be looked at; one that counts nights has no calendar."""
    clock.warn_at, clock.due_at = found.warn_at, found.due_at
    clock.step_at = followed(clock, calendar).next_at
    look_next(clock)


def look_next(clock: Clock) -> None:
    """Write down when something is to be done next about a running clock."""
    clock.next_at = next_moment(
        Moments(clock.warn_at, clock.due_at),
        warned_at=clock.warned_at,
        missed_at=clock.missed_at,
        step_at=clock.step_at,
    )


def rest(clock: Clock, calendar: Calendar, *, at: datetime) -> None:
    """Let a clock rest: what it has used stays."""
    clock.used_seconds = used_at(
        calendar, used_seconds=clock.used_seconds, running_since=clock.running_since, at=at
    )
    clock.running_since = clock.due_at = clock.warn_at = clock.step_at = clock.next_at = None


def end(clock: Clock, calendar: Calendar, *, at: datetime) -> None:
    """End a clock that got what it waited for. One that is late and was not yet called so stays for the firing, which says it."""
    clock.used_seconds = _used(clock, calendar, at)
    is_kept = was_kept(clock.due_at, at) if clock.due_at is not None else not is_late(clock)
    clock.stopped_at, clock.running_since = at, None
    clock.took_seconds = max(0.0, (at - clock.started_at).total_seconds())
    clock.took_open_seconds = clock.used_seconds
    clock.outcome = Outcome.KEPT if is_kept else Outcome.MISSED
    clock.next_at = None if is_kept or clock.missed_at is not None else at


def call_void(clock: Clock, *, at: datetime) -> None:
    """End a clock that counts for nothing: nobody waited for what it measured."""
    clock.outcome, clock.stopped_at, clock.next_at = Outcome.VOID, at, None
    clock.took_seconds = clock.took_open_seconds = None


def take_up(clock: Clock) -> None:
    """Let a clock that ended be one that has not."""
    clock.outcome, clock.stopped_at = Outcome.NONE, None
    clock.took_seconds = clock.took_open_seconds = None


def is_late(clock: Clock) -> bool:
    """Tell whether a clock that rests or stopped has used up more than its time."""
    return clock.target_seconds is not None and clock.used_seconds > clock.target_seconds


def first_at_risk(clocks: Iterable[Clock]) -> datetime | None:
    """Return when the first of those clocks is due that run and were warned of, None where none is at risk."""
    at_risk = (each for each in clocks if each.warned_at and each.running_since and each.outcome == "")
    return min((each.due_at for each in at_risk if each.due_at is not None), default=None)


def _used(clock: Clock, calendar: Calendar, at: datetime) -> float:
    if clock.is_calendar:
        return max(0.0, (at - clock.started_at).total_seconds())
    if clock.kind in ANSWERS and clock.running_since is None:
        # Whatever was set aside meanwhile, the customer waited.
        return open_seconds_between(calendar, clock.started_at, at)
    return used_at(calendar, used_seconds=clock.used_seconds, running_since=clock.running_since, at=at)
