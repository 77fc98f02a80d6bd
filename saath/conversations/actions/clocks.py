"""What happens because its time has come."""

from __future__ import annotations

from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import due_for, save_turn
from saath.conversations.events import CONVERSATION_WOKEN, UPDATE_MISSED
from saath.conversations.models import Conversation, PromisedUpdate
from saath.core.clock import now
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def wake_conversation(actor: Actor, conversation: Conversation) -> Conversation:
    """Bring a snoozed conversation back to those to answer now; a customer waits for nothing yet. Raises `Forbidden`."""
    actor.require("conversation.solve")
    fresh = locked(conversation)
    if fresh.state == Conversation.State.SNOOZED:
        fresh.state, fresh.due_at = Conversation.State.OPEN, due_for(fresh, now())
        fresh.snoozed_until = fresh.snoozed_by = None
        save_turn(fresh)
        emit(actor, CONVERSATION_WOKEN, subject=fresh, changed=["state"])
    return fresh


@action
def miss_update(actor: Actor, update: PromisedUpdate) -> None:
    """Say that a promised update did not come in time; it stays owed."""
    fresh = locked(update.conversation)
    missed = PromisedUpdate.objects.filter(pk=update.pk, state=PromisedUpdate.State.OPEN, due_at__lte=now())
    if missed.update(state=PromisedUpdate.State.MISSED):
        save_turn(fresh)
        emit(actor, UPDATE_MISSED, subject=fresh, changed=["update_due_at"])
