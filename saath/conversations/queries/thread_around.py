"""The part of a thread around one message, found at once however long the thread is."""

from __future__ import annotations

from uuid import UUID

from django.db.models import UUIDField

from saath.conversations.models import Conversation, Message
from saath.conversations.queries.thread import (
    PAGE,
    ThreadPage,
    assembled,
    message_of,
    messages_after,
    messages_before,
    open_place,
    seal_place,
    thread_page,
)
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# So much on either side of the message.
HALF = PAGE // 2
PLACE = Prepared(
    lambda: Message.objects.filter(public_id=Given("public_id", UUIDField())).values_list(
        "conversation_id", "created_at", "id"
    )
)


def thread_around(actor: Actor, conversation: Conversation, public_id: UUID) -> ThreadPage:
    """Return the messages around one of a conversation, the newest where it is among them.

    Raises `Forbidden`, `NotFound` for a message that is not in it.
    """
    actor.require("conversation.read")
    # By its own id alone, and looked at here: with both, a planner without figures walks the whole conversation.
    found = PLACE.first(public_id=public_id)
    if found is None or found[0] != conversation.pk:
        raise NotFound()
    _conversation_id, at, number = found
    newer = messages_after(HALF).rows(conversation=conversation.pk, at=at, after=number)
    if len(newer) <= HALF:
        return thread_page(actor, conversation)
    older = messages_before(HALF).rows(conversation=conversation.pk, at=at, before=number + 1)
    rows = [*reversed(older[:HALF]), *newer[:HALF]]
    messages = tuple(map(message_of, rows))
    return assembled(
        actor,
        conversation,
        messages,
        is_newest=False,
        next_cursor=seal_place(conversation, messages[0]) if len(older) > HALF else "",
        newer_cursor=seal_place(conversation, messages[-1]),
    )


def newer_page(actor: Actor, conversation: Conversation, *, cursor: str, limit: int = PAGE) -> ThreadPage:
    """Return the messages after those of a cursor. Raises `Forbidden`, `BadInput` for one of another conversation."""
    actor.require("conversation.read")
    at, after = open_place(conversation, cursor)
    found = messages_after(limit).rows(conversation=conversation.pk, at=at, after=after)
    messages = tuple(map(message_of, found[:limit]))
    has_more = len(found) > limit
    return assembled(
        actor,
        conversation,
        messages,
        is_newest=not has_more,
        newer_cursor=seal_place(conversation, messages[-1]) if has_more else "",
    )
