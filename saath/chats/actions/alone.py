"""Letting others take a chat whose colleague is not there."""

from __future__ import annotations

from saath.conversations.actions.triage import assign_conversation, locked
from saath.conversations.models import Conversation
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action, current_write


@action
def free_left_alone(actor: Actor, conversation_id: int, *, owner_id: int) -> bool:
    """Take a chat that waits from who has it and is not there; tell whether it still waited for them.

    Nobody has it then, so it rings for everybody who is there. Its event names who had it, so that what gives out
    what waits, and hears later who has gone, does not give it back to them.
    """
    actor.require("conversation.assign")
    held = locked(Conversation(pk=conversation_id))
    if held.assignee_id != owner_id or held.waiting_since is None or held.state != Conversation.State.OPEN:
        return False
    held.held_in = current_write()
    assign_conversation(actor, held, to=None, because=Member.objects.get(pk=owner_id))
    return True
