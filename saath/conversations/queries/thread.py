"""Everything that the page of one conversation shows, newest part first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from saath.conversations.models import Attachment, Conversation, Message, Tag
from saath.conversations.queries.conversations import visible_conversations
from saath.tenancy.actor import Actor
from saath.timeline.models import Event

PAGE = 30
# What happened to the conversation itself is told between its messages.
TOLD = ("conversation.assigned", "conversation.solved", "conversation.reopened")


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A run of messages in the order they were said, the events between them, and where older ones begin."""

    conversation: Conversation
    messages: tuple[Message, ...]
    attachments: dict[int, list[Attachment]]
    events: tuple[Event, ...]
    older_than: int | None


def thread_page(
    actor: Actor, conversation: Conversation, *, older_than: int | None = None, limit: int = PAGE
) -> ThreadPage:
    """Return the newest messages of a conversation, or those before a message's id; three statements at most."""
    actor.require("conversation.read")
    said = Message.objects.filter(conversation=conversation).select_related(
        "author", "identity", "delivery", "html"
    )
    if older_than is not None:
        said = said.filter(id__lt=older_than)
    found = list(said.order_by("-id")[: limit + 1])
    messages = tuple(reversed(found[:limit]))
    return ThreadPage(
        conversation=conversation,
        messages=messages,
        attachments=_attachments(messages),
        events=_events(conversation, messages, is_newest=older_than is None),
        older_than=messages[0].pk if len(found) > limit else None,
    )


def earlier_conversations(
    actor: Actor, conversation: Conversation, *, limit: int = 5
) -> Sequence[Conversation]:
    """Return the customer's other conversations, newest first."""
    others = (
        visible_conversations(actor).filter(customer_id=conversation.customer_id).exclude(pk=conversation.pk)
    )
    return list(others.order_by("-last_message_at")[:limit])


def tags_of(actor: Actor, conversation: Conversation) -> Sequence[Tag]:
    """Return the tags of a conversation in the order they were given."""
    actor.require("conversation.read")
    return list(Tag.objects.filter(taggings__conversation=conversation).order_by("taggings__id"))


def _attachments(messages: Iterable[Message]) -> dict[int, list[Attachment]]:
    wanted = [message.pk for message in messages if message.has_attachments]
    found: dict[int, list[Attachment]] = defaultdict(list)
    if wanted:
        for attachment in (
            Attachment.objects.filter(message_id__in=wanted).select_related("file").order_by("id")
        ):
            found[attachment.message_id].append(attachment)
    return found


def _events(conversation: Conversation, messages: Sequence[Message], *, is_newest: bool) -> tuple[Event, ...]:
    if not messages:
        return ()
    told = Event.objects.filter(
        subject=conversation.public_id, kind__in=TOLD, created_at__gte=messages[0].created_at
    )
    if not is_newest:
        told = told.filter(created_at__lte=messages[-1].created_at)
    return tuple(told.order_by("-id")[:PAGE])[::-1]
