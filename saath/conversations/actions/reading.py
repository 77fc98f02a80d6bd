"""Marking as read and unread."""

from __future__ import annotations

from uuid import UUID

from saath.conversations.actions._calling import see_calls
from saath.conversations.events import CONVERSATION_READ
from saath.conversations.models import Conversation, Message, Reading
from saath.core.clock import now
from saath.core.errors import Forbidden, NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def mark_read(actor: Actor, conversation: Conversation, *, up_to: UUID | None = None) -> None:
    """Remember that the member has seen the message `up_to` and all before it; None is all that a list shows.

    Raises `Forbidden`, `NotFound` for a message of another conversation.
    """
    actor.require("conversation.read")
    seen = conversation.last_message_id if up_to is None else _message_id(conversation, up_to)
    reading = _reading(actor, conversation)
    if reading.last_message_id < seen:
        reading.last_message_id, reading.read_at = seen, now()
        _keep(actor, conversation, reading)
        see_calls(conversation, reading.member_id, is_seen=True)


@action
def mark_unread(actor: Actor, conversation: Conversation) -> None:
    """Put the mark "new" back on a conversation, from the customer's newest message on; when the member got so far stays.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    theirs = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
    newest = theirs.order_by("-created_at", "-id").values_list("pk", flat=True).first()
    first_new = min(newest or conversation.last_message_id, conversation.last_message_id)
    reading = _reading(actor, conversation)
    reading.last_message_id = max(0, first_new - 1)
    _keep(actor, conversation, reading)
    see_calls(conversation, reading.member_id, is_seen=False)


def _reading(actor: Actor, conversation: Conversation) -> Reading:
    """Return how far the member has seen; a row that is not kept yet where they have seen nothing."""
    if actor.member_id is None:
        raise Forbidden()
    found = Reading.objects.filter(conversation=conversation, member_id=actor.member_id).first()
    return found or Reading(conversation=conversation, member_id=actor.member_id, read_at=now())


def _keep(actor: Actor, conversation: Conversation, reading: Reading) -> None:
    """Write how far the member has seen. Two tabs of one member may be the first at once: the later wins."""
    Reading.objects.update_or_create(
        conversation=conversation,
        member_id=reading.member_id,
        defaults={"last_message_id": reading.last_message_id, "read_at": reading.read_at},
    )
    emit(actor, CONVERSATION_READ, subject=conversation, changed=["reading"])


def _message_id(conversation: Conversation, public_id: UUID) -> int:
    found = Message.objects.filter(public_id=public_id).values_list("conversation_id", "id").first()
    if found is None or found[0] != conversation.pk:
        raise NotFound()
    return found[1]
