"""When the next step of the shop's chain is to be taken for a clock."""

from __future__ import annotations

from datetime import UTC, datetime

from saath.promises.chain.rules import Run, Taken, follow
from saath.promises.clocks.terms import chain_of_shop
from saath.promises.models import Clock
from saath.stores.hours import Calendar

# What a grievance is owed has notices of its own.
ASKED_OF = (Clock.Kind.FIRST_ANSWER, Clock.Kind.NEXT_ANSWER, Clock.Kind.SOLUTION, Clock.Kind.UPDATE)
NEVER = datetime(1, 1, 1, tzinfo=UTC)


def followed(clock: Clock, calendar: Calendar | None, *, at: datetime = NEVER) -> Taken:
    """Return how far the chain of a clock that runs is to be followed at a moment, and when its next step is to be taken.

    A clock that counts nights has no `calendar`.
    """
    if clock.kind not in ASKED_OF or clock.due_at is None or clock.running_since is None:
        return Taken(clock.reached, None)
    run = Run(
        clock.started_at if clock.is_calendar else clock.running_since,
        clock.due_at,
        calendar,
        clock.target_seconds or 0,
        clock.used_seconds,
    )
    return follow(chain_of_shop(), run, warn_percent=clock.warn_percent, reached=clock.reached, at=at)
