"""Which apps are told of an answer, and what there is to tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from saath.chats.models import ChatPush, Visitor
from saath.chats.pushing.rules import is_stale
from saath.chats.queries.page import newest_conversation, readable_by
from saath.chats.queries.settings import has_chat
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

# More than this is said as this.
MOST_UNREAD = 99
APPS: Prepared[int] = Prepared(
    lambda: ChatPush.objects.filter(visitor__identity=Given("identity")).values_list("pk", flat=True)
)


@dataclass(frozen=True, slots=True)
class News:
    """Answers that nobody has read on any device: how many, and the newest of them."""

    conversation: Conversation
    unread: int
    newest_id: int
    answered_at: datetime


def get_push(visitor: Visitor, public_id: UUID) -> ChatPush:
    """Return a subscription of a visitor's own app; raises `NotFound`, also for that of somebody else."""
    found = ChatPush.objects.filter(visitor=visitor, public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found


def news_for(push: ChatPush) -> News | None:
    """Return what an app is to be told; None where it was told, where all is read or old, and for who is shut out.

    Needs the visitor and their identity loaded.
    """
    visitor = push.visitor
    devices = Visitor.objects.filter(identity=visitor.identity_id)
    known = devices.aggregate(seen=Max("seen_message_id"), blocked=Max("blocked_at"))
    if known["blocked"] is not None or not has_chat():
        return None
    conversation = newest_conversation(visitor.identity_id)
    if conversation is None:
        return None
    answers = readable_by(visitor, conversation).filter(
        direction=Message.Direction.OUT, is_automatic=False, pk__gt=known["seen"]
    )
    unread = list(answers.order_by("-pk").values_list("pk", "created_at")[:MOST_UNREAD])
    if not unread or unread[0][0] <= push.told_message_id or is_stale(unread[0][1], now()):
        return None
    return News(conversation, len(unread), *unread[0])
