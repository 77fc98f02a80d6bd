"""Counting what runs in some conversations anew: a part of actions that change hours or promises, or a priority.

What a policy promised when a clock began stays, whatever became of the policy; another priority alone asks them anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.conversations.models import Conversation
from saath.promises.clocks import running
from saath.promises.clocks.at_risk import note_at_risk
from saath.promises.clocks.policies import Terms
from saath.promises.clocks.rules import ANSWERS, used_before
from saath.promises.clocks.terms import promised_to_all
from saath.promises.models import Clock
from saath.stores.calendar import hours_changes_since, hours_of
from saath.tenancy.many_rows import update_rows
from saath.tenancy.scope import current_store_id

COUNTED = (
    "policy",
    "target_seconds",
    "warn_percent",
    "running_since",
    "used_seconds",
    "due_at",
    "warn_at",
    "step_at",
    "next_at",
)


def recount_those(conversation_ids: Sequence[int]) -> Sequence[datetime | None]:
    """Set the times of what runs in some conversations, and return when it is to be looked at."""
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("account", "customer")
    held = {row.pk: row for row in rows.filter(pk__in=conversation_ids).order_by("pk")}
    found = Clock.objects.select_for_update(of=("self",)).filter(
        conversation__in=held, outcome="", running_since__isnull=False, is_calendar=False
    )
    clocks = list(found.order_by("pk"))
    moved = [held[clock.conversation_id] for clock in clocks if _recount(clock, held[clock.conversation_id])]
    update_rows(clocks, *COUNTED)
    update_rows(moved, "due_at", "version")
    note_at_risk(clocks)
    return [clock.next_at for clock in clocks]


def _recount(clock: Clock, conversation: Conversation) -> bool:
    """Set the times of a clock; tell whether those of its conversation changed with it."""
    if clock.policy_id is None:
        running.set_terms(clock, Terms(promised_to_all(conversation, clock.kind)))
    store_id, channel = current_store_id(), conversation.account.channel
    if clock.running_since is not None:
        changes = hours_changes_since(store_id, channel, clock.running_since)
        clock.used_seconds, since = used_before(
            changes, used_seconds=clock.used_seconds, running_since=clock.running_since
        )
        running.run(clock, hours_of(store_id, channel).calendar, since=since)
    if clock.kind not in ANSWERS or clock.due_at is None or conversation.due_at == clock.due_at:
        return False
    conversation.due_at = clock.due_at
    conversation.version += 1
    return True
