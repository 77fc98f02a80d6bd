"""Starting and stopping a clock that no turn of the conversation starts or stops."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.clocks import running
from saath.promises.clocks.at_risk import note_at_risk
from saath.promises.clocks.jobs import fire_soon
from saath.promises.clocks.rules import Moments
from saath.promises.models import Clock
from saath.stores.calendar import hours_of
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.scope import current_store_id
from saath.tenancy.transactions import action


@action
def start_clock(
    actor: Actor,
    conversation: Conversation,
    *,
    kind: str,
    due_at: datetime,
    warn_at: datetime | None = None,
    started_at: datetime | None = None,
) -> Clock:
    """Let a clock run that counts nights and never rests; where one of its kind runs, that one is due then.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    clock = _standing(conversation, kind)
    if clock is None:
        begins = started_at or now()
        clock = Clock(
            conversation=conversation, kind=kind, is_calendar=True, started_at=begins, running_since=begins
        )
    running.set_moments(clock, Moments(warn_at, due_at))
    if clock.pk:
        clock.save(update_fields=["warn_at", "due_at", "next_at"])
        note_at_risk([clock])
    else:
        insert_row(clock)
    fire_soon([clock.next_at])
    return clock


@action
def stop_clock(
    actor: Actor, conversation: Conversation, *, kind: str, at: datetime | None = None, is_void: bool = False
) -> Clock | None:
    """Stop the clock of a kind that runs, kept or missed by the time of what stopped it; None where none runs.

    With `is_void` it counts for nothing. Raises `Forbidden`.
    """
    actor.require("conversation.read")
    clock = _standing(conversation, kind)
    if clock is None:
        return None
    if is_void:
        running.call_void(clock, at=at or now())
    else:
        running.end(
            clock, hours_of(current_store_id(), conversation.account.channel).calendar, at=at or now()
        )
    clock.save(update_fields=[*running.COLUMNS])
    note_at_risk([clock])
    fire_soon([clock.next_at])
    return clock


@action
def take_clock_up(actor: Actor, clock: Clock) -> Clock:
    """Let a calendar clock that was stopped by mistake run on; raises `Forbidden`."""
    actor.require("conversation.read")
    fresh = _held().get(pk=clock.pk)
    if fresh.outcome:
        running.take_up(fresh)
        fresh.running_since = fresh.started_at
        running.set_moments(fresh, Moments(fresh.warn_at, fresh.due_at))
        fresh.save(update_fields=[*running.COLUMNS])
        note_at_risk([fresh])
        fire_soon([fresh.next_at])
    return fresh


def _standing(conversation: Conversation, kind: str) -> Clock | None:
    return _held().filter(conversation=conversation, kind=kind, outcome="").first()


def _held() -> QuerySet[Clock]:
    """Return clocks that are held with their conversations, these first, as whoever writes a turn does."""
    return Clock.objects.select_for_update(of=("conversation", "self")).select_related("conversation")
