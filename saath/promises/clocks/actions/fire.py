"""Clocks whose time has come: each is warned of once and missed once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.core.clock import now
from saath.core.faults import fault_point
from saath.promises.clocks import running
from saath.promises.clocks.at_risk import note_at_risk
from saath.promises.clocks.events import CLOCK_MISSED, CLOCK_STEPPED, CLOCK_WARNED
from saath.promises.clocks.rules import is_over
from saath.promises.clocks.stepping import followed
from saath.promises.models import Clock
from saath.stores.calendar import hours_of, settings_of
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import update_rows
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action
from saath.timeline.emit import emit_all
from saath.timeline.kinds import EventKind, Happened

BATCH = 500
WRITTEN = (
    "warned_at",
    "missed_at",
    "reached",
    "step_at",
    "next_at",
    "used_seconds",
    "stopped_at",
    "outcome",
    "took_seconds",
    "took_open_seconds",
)


@action
def fire_due(actor: Actor) -> int:
    """Say of a batch of clocks of the store that they warn, were missed, or have come to a step of the chain, and hold
    solutions for final; return how many.

    They are held, marked and told of in one transaction: who is killed in between has said nothing, and nobody says it twice.
    What an hour's stop left over is missed, and not warned of any more.
    """
    at = now()
    # Whoever writes a turn holds its conversation, and then its clocks: nobody waits for the other.
    due = Clock.objects.select_for_update(skip_locked=True, of=("self", "conversation"), no_key=True)
    rows = due.filter(next_at__lte=at).select_related("conversation__account")
    clocks = list(rows.order_by("next_at", "id")[:BATCH])
    missed = [clock for clock in clocks if _misses(clock, at)]
    warned = [clock for clock in clocks if _warns(clock, at)]
    stepped = [clock for clock in clocks if _step(clock, at)]
    for clock in missed:
        clock.warned_at, clock.missed_at = clock.warned_at or at, at
    for clock in warned:
        clock.warned_at = at
    for clock in clocks:
        _go_on(clock, at)
    update_rows(clocks, *WRITTEN)
    note_at_risk([*missed, *warned])
    _tell(actor, CLOCK_WARNED, warned)
    _tell(actor, CLOCK_MISSED, missed)
    _tell(actor, CLOCK_STEPPED, stepped)
    fault_point("clocks_before_commit")
    return len(clocks)


def _misses(clock: Clock, at: datetime) -> bool:
    if clock.missed_at is not None:
        return False
    if clock.stopped_at is not None:
        return clock.outcome == Clock.Outcome.MISSED or (clock.outcome == "" and running.is_late(clock))
    return clock.due_at is not None and clock.due_at <= at


def _warns(clock: Clock, at: datetime) -> bool:
    is_running = clock.stopped_at is None and clock.missed_at is None and clock.warned_at is None
    return is_running and clock.warn_at is not None and clock.warn_at <= at and not _misses(clock, at)


def _step(clock: Clock, at: datetime) -> bool:
    """Follow the shop's chain as far as the clock has come; tell whether that is further than before."""
    if clock.stopped_at is not None or clock.step_at is None or clock.step_at > at:
        return False
    channel = clock.conversation.account.channel
    calendar = None if clock.is_calendar else hours_of(current_store_id(), channel).calendar
    taken, before = followed(clock, calendar, at=at), clock.reached
    clock.reached, clock.step_at = taken.reached, taken.next_at
    return clock.reached > before


def _go_on(clock: Clock, at: datetime) -> None:
    """Say when the clock is to be looked at next; a solution that nobody may take up again any more ends."""
    clock.next_at = None
    if clock.stopped_at is None:
        running.look_next(clock)
    elif clock.outcome == "":
        over_at = is_over(clock.stopped_at, after_days=settings_of(current_store_id()).follow_up_after_days)
        if over_at > at:
            clock.next_at = over_at
        else:
            running.end(
                clock,
                hours_of(current_store_id(), clock.conversation.account.channel).calendar,
                at=clock.stopped_at,
            )


def _tell(actor: Actor, kind: EventKind, clocks: Sequence[Clock]) -> None:
    emit_all(actor, kind, [Happened(clock, {"conversation": clock.conversation}) for clock in clocks])
