"""Marking as read and unread."""

from __future__ import annotations

from saath.conversations.events import CONVERSATION_READ
from saath.conversations.models import Conversation, Reading
from saath.core.clock import now
from saath.core.errors import Forbidden
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def mark_read(actor: Actor, conversation: Conversation) -> None:
    """Remember that the member has seen the conversation's newest message."""
    _set(actor, conversation, last_message_id=conversation.last_message_id)


@action
def mark_unread(actor: Actor, conversation: Conversation) -> None:
    """Put the mark "new" back on a conversation."""
    _set(actor, conversation, last_message_id=0)


def _set(actor: Actor, conversation: Conversation, *, last_message_id: int) -> None:
    actor.require("conversation.read")
    if actor.member_id is None:
        raise Forbidden()
    Reading.objects.update_or_create(
        conversation=conversation,
        member_id=actor.member_id,
        defaults={"last_message_id": last_message_id, "read_at": now()},
    )
    emit(actor, CONVERSATION_READ, subject=conversation, changed=["reading"])
