"""How urgent a conversation is."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.events import CONVERSATION_PRIORITIZED
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.tenancy.rows import update_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


def check_priority(priority: str) -> None:
    """Raise `BadInput` for what is no priority."""
    if priority not in Conversation.Priority.values:
        raise BadInput(_("There is no such priority."), field="priority")


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


def tell_of_priority(actor: Actor, conversation: Conversation) -> None:
    """Tell that a conversation has another priority, which is written: a part of actions."""
    emit(
        actor,
        CONVERSATION_PRIORITIZED,
        subject=conversation,
        changed=["priority", conversation.priority],
    )
