"""How urgent a conversation is."""

from __future__ import annotations

from saath.conversations.actions._priority import check_priority, tell_of_priority
from saath.conversations.actions.triage import locked
from saath.conversations.models import Conversation
from saath.tenancy.actor import Actor
from saath.tenancy.rows import update_row
from saath.tenancy.transactions import action


@action
def set_priority(actor: Actor, conversation: Conversation, *, priority: str) -> Conversation:
    """Say how urgent a conversation is; what is promised to it follows, as the event lets it.

    Raises `Forbidden`, `BadInput`.
    """
    actor.require("conversation.assign")
    check_priority(priority)
    fresh = locked(conversation)
    if fresh.priority != priority:
        fresh.priority = priority
        fresh.version += 1
        update_row(fresh, "priority", "version")
        tell_of_priority(actor, fresh)
    return fresh
