"""The clocks by which the two limits of a grievance are measured: they follow the grievance, which follows nothing."""

from __future__ import annotations

from datetime import datetime

from saath.promises.clocks.actions.clocks import start_clock, stop_clock, take_clock_up
from saath.promises.grievances.rules import Limit
from saath.promises.grievances.terms import notices_for, settings_here, terms_of
from saath.promises.models import Clock, Grievance
from saath.tenancy.actor import Actor

KEEPER = Actor.system("limits of grievances")
KINDS = {Limit.WORD: Clock.Kind.GRIEVANCE_WORD, Limit.REDRESS: Clock.Kind.GRIEVANCE_REDRESS}


def keep_clocks(grievance: Grievance) -> None:
    """Let the clocks of a grievance that is held stand as it stands; of one that joined another they count for nothing."""
    _keep(grievance, Limit.WORD, due_at=grievance.word_due_at, ended_at=grievance.acknowledged_at)
    _keep(grievance, Limit.REDRESS, due_at=grievance.redress_due_at, ended_at=grievance.redressed_at)


def leave_clocks(grievance: Grievance) -> None:
    """Let the clocks in a conversation count for nothing whose grievance goes on elsewhere."""
    if grievance.conversation is not None:
        for kind in KINDS.values():
            stop_clock(KEEPER, grievance.conversation, kind=kind, is_void=True)


def _keep(grievance: Grievance, limit: Limit, *, due_at: datetime, ended_at: datetime | None) -> None:
    conversation, kind = grievance.conversation, KINDS[limit]
    if conversation is None:
        return
    if grievance.joined_id is not None:
        stop_clock(KEEPER, conversation, kind=kind, is_void=True)
    elif ended_at is not None:
        stop_clock(KEEPER, conversation, kind=kind, at=ended_at)
    else:
        _run(grievance, limit, due_at)


def _run(grievance: Grievance, limit: Limit, due_at: datetime) -> None:
    """Let a clock run until a limit; one that was stopped too soon runs on."""
    assert grievance.conversation is not None  # asked by who calls this
    clocks = Clock.objects.filter(conversation=grievance.conversation, kind=KINDS[limit])
    newest = clocks.exclude(outcome=Clock.Outcome.VOID).order_by("id").last()
    if newest is not None and newest.outcome:
        take_clock_up(KEEPER, newest)
    told = (each.at for each in notices_for(grievance, terms_of(settings_here())) if each.limit == limit)
    start_clock(
        KEEPER,
        grievance.conversation,
        kind=KINDS[limit],
        due_at=due_at,
        warn_at=min(told, default=None),
        started_at=grievance.counts_from,
    )
