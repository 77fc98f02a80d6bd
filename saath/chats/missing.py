"""An answer in the chat may be missed: soon somebody looks."""

from __future__ import annotations

from collections.abc import Mapping

from saath.chats.jobs import look_for_missed
from saath.chats.mailing.rules import GONE_AFTER
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.kinds import EventKind


def look_after_answer(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Look in ten minutes whether the visitor has read an answer.

    Each answer has a look of its own: to ask whether one waits already would take more, and all but one find nothing.
    """
    message = refs.get("message")
    if not isinstance(message, Message) or not isinstance(subject, Conversation):
        return
    if message.direction == Message.Direction.OUT:
        key = f"answer missed in chat {message.pk}"
        enqueue(look_for_missed, subject.pk, key=key, run_at=now() + GONE_AFTER, is_first=True)


def look_soon(conversation: Conversation) -> None:
    """Let somebody look whether answers of a conversation were missed before there was an address."""
    key = f"missed in chat {conversation.pk}"
    enqueue(look_for_missed, conversation.pk, key=key, run_at=now() + GONE_AFTER)
