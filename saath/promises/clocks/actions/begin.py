"""Clocks for what waited before there were any: since an upgrade, or out of a backup of before."""

from __future__ import annotations

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.clocks.following import follow_turn
from saath.promises.clocks.queries import waits_without_clock
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import update_rows
from saath.tenancy.transactions import action


@action
def begin_clocks(actor: Actor, *, limit: int) -> int:
    """Give so many conversations that wait without a clock what they are promised; return how many.

    What was due before is measured alone: nobody is warned, and no customer hears of it years later.
    """
    at = now()
    rows = Conversation.objects.select_for_update(of=("self",)).select_related("account", "customer")
    found = list(rows.filter(waits_without_clock()).order_by("pk")[:limit])
    for conversation in found:
        conversation.is_brought = conversation.due_at is None or conversation.due_at <= at
        follow_turn(conversation)
        conversation.version += 1
    update_rows(found, "due_at", "risk_at", "version")
    return len(found)
