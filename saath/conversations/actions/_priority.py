"""Which priorities there are, and telling that a conversation has another: parts of actions."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.events import CONVERSATION_PRIORITIZED
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit


def check_priority(priority: str) -> None:
    """Raise `BadInput` for what is no priority."""
    if priority not in Conversation.Priority.values:
        raise BadInput(_("There is no such priority."), field="priority")


def tell_of_priority(actor: Actor, conversation: Conversation) -> None:
    """Tell that a conversation has another priority, which is written."""
    changed = ["priority", conversation.priority]
    emit(actor, CONVERSATION_PRIORITIZED, subject=conversation, changed=changed)
