"""What clocks make of events: who gave an update, what was moved elsewhere. Called in the event's own transaction."""

from __future__ import annotations

from collections.abc import Mapping

from saath.conversations.events import CONVERSATION_PRIORITIZED, CONVERSATION_SPLIT, UPDATE_KEPT
from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.clocks import running
from saath.promises.clocks.actions.clocks import stop_clock
from saath.promises.clocks.at_risk import note_at_risk
from saath.promises.clocks.jobs import fire_soon
from saath.promises.clocks.prioritized import promise_anew
from saath.promises.clocks.rules import ANSWERS
from saath.promises.models import Clock
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind

CLOCKS = Actor.system("clocks follow what happens")


def stop_update(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Stop the clock of an update that was given."""
    if kind == UPDATE_KEPT and isinstance(subject, Conversation):
        stop_clock(CLOCKS, subject, kind=Clock.Kind.UPDATE)


def leave_what_was_split(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let no answer here count for what was asked in the part that was split off."""
    if kind != CONVERSATION_SPLIT or not isinstance(subject, Conversation):
        return
    resting = Clock.objects.filter(conversation=subject, kind__in=ANSWERS, outcome="", running_since=None)
    for clock in resting:
        running.call_void(clock, at=now())
        clock.save(update_fields=[*running.COLUMNS])
    note_at_risk(resting)


def promise_by_priority(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Promise what the policies say of a conversation's new priority, to what runs there too."""
    if kind == CONVERSATION_PRIORITIZED and isinstance(subject, Conversation):
        fire_soon(promise_anew(subject))
