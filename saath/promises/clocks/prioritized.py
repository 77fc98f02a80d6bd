"""What another priority makes of the clocks of a conversation: a part of the action that sets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.clocks import running
from saath.promises.clocks.policies import terms_anew
from saath.promises.clocks.rules import ANSWERS, used_at, used_before
from saath.promises.clocks.terms import terms_for
from saath.promises.models import Clock
from saath.stores.calendar import hours_changes_since, hours_of
from saath.stores.hours import Calendar
from saath.tenancy.many_rows import update_rows
from saath.tenancy.rows import update_row
from saath.tenancy.scope import current_store_id

COLUMNS = (
    "policy",
    "target_seconds",
    "warn_percent",
    "running_since",
    "used_seconds",
    "due_at",
    "warn_at",
    "warned_at",
    "next_at",
)


def promise_anew(conversation: Conversation) -> Sequence[datetime | None]:
    """Ask the policies anew for what runs or rests in a conversation, held, and return when it is to be looked at.

    What was missed stays so, and calendar clocks know no policy.
    """
    rows = Clock.objects.select_for_update(of=("self",)).filter(conversation=conversation, outcome="")
    clocks = list(rows.order_by("pk"))
    open_ones = [
        each for each in clocks if not (each.is_calendar or each.stopped_at or each.missed_at is not None)
    ]
    if not open_ones:
        return ()
    channel = conversation.account.channel
    calendar = hours_of(current_store_id(), channel).calendar
    for clock in open_ones:
        _fold_hours(clock, channel)
        _take_terms(clock, conversation, calendar)
    update_rows(open_ones, *COLUMNS)
    answer = next((each for each in open_ones if each.kind in ANSWERS and each.due_at is not None), None)
    if answer is not None:
        conversation.due_at = answer.due_at
    conversation.risk_at = running.first_at_risk(clocks)
    update_row(conversation, "due_at", "risk_at")
    return [each.next_at for each in open_ones]


def _fold_hours(clock: Clock, channel: str) -> None:
    """Count what was used by the hours that were, where they changed since."""
    if clock.running_since is not None:
        changes = hours_changes_since(current_store_id(), channel, clock.running_since)
        clock.used_seconds, clock.running_since = used_before(
            changes, used_seconds=clock.used_seconds, running_since=clock.running_since
        )


def _take_terms(clock: Clock, conversation: Conversation, calendar: Calendar) -> None:
    used = used_at(calendar, used_seconds=clock.used_seconds, running_since=clock.running_since, at=now())
    terms = terms_for(conversation, clock.kind)
    running.set_terms(clock, terms_anew(terms, before=clock.target_seconds, used_seconds=used))
    if clock.running_since is None:
        return
    running.run(clock, calendar, since=clock.running_since)
    if clock.warned_at is not None and (clock.warn_at is None or clock.warn_at > now()):
        # There is time again: it is at risk no more, and warns when that comes.
        clock.warned_at = None
        clock.next_at = clock.warn_at
