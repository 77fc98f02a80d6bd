"""When the shop changes its hours or its promise, those who wait now are promised anew; what was kept or missed stays."""

from __future__ import annotations

from saath.conversations.actions.turns import due_for, save_turn
from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def promise_anew(actor: Actor, *, after_id: int, limit: int) -> int | None:
    """Set the due times of a batch of waiting conversations; returns the last id of a full batch, None at the end."""
    batch = (
        Conversation.objects.waiting_for_us()
        .select_for_update()
        .filter(pk__gt=after_id)
        .order_by("pk")[:limit]
    )
    rows = list(batch)
    for conversation in rows:
        due_at = due_for(conversation.waiting_since) if conversation.waiting_since else conversation.due_at
        if due_at != conversation.due_at:
            conversation.due_at = due_at
            save_turn(conversation)
    return rows[-1].pk if len(rows) == limit else None
