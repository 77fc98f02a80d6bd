"""What a visitor reads: their own words and the answers to them, the newest first, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, Q, QuerySet

from saath.chats.models import OpenerAnswer, Visitor
from saath.conversations.models import Attachment, Conversation, Delivery, Message, Reading
from saath.core.paging import beyond, open_cursor, seal_cursor
from saath.files.errors import NoContentHost
from saath.files.links import content_origin, signed_url
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

PAGE = 30
FILE_SECONDS = 8 * 3600
LISTING = "chat"
_ORDER = ("-created_at", "-id")
_LATEST = ("-last_message_at", "-id")

NEWEST = Prepared(
    lambda: (
        Conversation.objects.select_related("merged_into")
        .filter(pk__in=_held_with(Given("identity")))
        .order_by(*_LATEST)[:1]
    )
)


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of a message; `thumb` is a link to our own drawing of a picture, '' for what is none."""

    name: str
    content_type: str
    size: int
    url: str
    thumb: str


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message as its reader sees it. `by` is "you", "shop" or "machine"; `seat` names the colleague, '' for none.

    `is_read` says that the other side has seen it, `answers` are the automatic words that it answers, `order` is the number
    of the order that the visitor chose with it.
    """

    id: UUID
    by: str
    name: str
    seat: str
    text: str
    html: str
    at: datetime
    is_read: bool
    files: tuple[ShownFile, ...] = ()
    answers: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class ConversationPage:
    """A page of a visitor's chat. `older` is the cursor of the next page, '' on the last.

    `unread` counts answers of this page that the visitor has not seen, `read_up_to` names the newest of those that they have.
    """

    conversation: Conversation | None
    messages: tuple[ShownMessage, ...]
    older: str
    read_up_to: UUID | None
    unread: int


def newest_conversation(identity_id: int) -> Conversation | None:
    """Return the conversation in which somebody goes on, wherever its words are by now; None for one who never wrote."""
    found = NEWEST.first(identity=identity_id)
    return (found.merged_into or found) if found is not None else None


def _held_with(identity: Any) -> QuerySet[Any, Any]:
    """Return the ids of conversations that are an identity's own, and of those in which it was answered from elsewhere."""
    own = Conversation.objects.filter(identity_id=identity).values_list("pk", flat=True)
    return own.union(Message.objects.filter(goes_to_id=identity).values_list("conversation_id", flat=True))


def conversation_page(visitor: Visitor, *, cursor: str = "") -> ConversationPage:
    """Return a page, newest message first; raises `BadInput` for a cursor of another list."""
    conversation, values = _place(visitor, cursor)
    if conversation is None:
        return ConversationPage(None, (), "", None, 0)
    rows = readable_by(visitor, conversation)
    if values:
        rows = rows.filter(beyond(Message, _ORDER, values))
    found = list(rows.select_related("author", "opener_answer", "order").order_by(*_ORDER)[: PAGE + 1])
    shown = found[:PAGE]
    answers = [each for each in shown if each.direction == Message.Direction.OUT]
    seen = [each for each in answers if each.pk <= visitor.seen_message_id]
    return ConversationPage(
        # Of a cursor that somebody else gave them nothing is theirs, nor how it stands.
        conversation if shown or not cursor else None,
        shown_messages(visitor, conversation, shown),
        _older(visitor, conversation, shown, has_more=len(found) > PAGE),
        seen[0].public_id if seen else None,
        len(answers) - len(seen),
    )


def readable_by(visitor: Visitor, conversation: Conversation) -> QuerySet[Message]:
    """Return what a visitor may read of a conversation: what they wrote, and what was sent to them there.

    So it stays where the conversation becomes one with others: what was mailed to the same customer is not read here.
    """
    identity = visitor.identity
    theirs = Q(direction=Message.Direction.IN, identity=identity)
    sent = Q(
        direction=Message.Direction.OUT,
        delivery__state=Delivery.State.SENT,
        recipients__0__address=identity.address,
    )
    return Message.objects.filter(theirs | sent, conversation=conversation)


def shown_messages(
    visitor: Visitor, conversation: Conversation, messages: Sequence[Message]
) -> tuple[ShownMessage, ...]:
    """Return messages as the visitor sees them, with their files; at most three statements."""
    files = _files([each.pk for each in messages if each.has_attachments])
    seen = Reading.objects.filter(conversation=conversation).aggregate(up_to=Max("last_message_id"))["up_to"]
    return tuple(
        replace(_shown(each, visitor, seen_by_us=seen or 0), files=tuple(files.get(each.pk, ())))
        for each in messages
    )


def shown_message(visitor: Visitor, message: Message) -> ShownMessage:
    """Return one message that the visitor has just written, which nobody has seen yet; its files take two statements."""
    files = _files([message.pk] if message.has_attachments else [])
    shown = _shown(message, visitor, seen_by_us=0)
    return replace(shown, files=tuple(files.get(message.pk, ())))


def _answered_words(message: Message) -> str:
    """Return which words of ours a message answers, where it was read or written with them."""
    if not Message._meta.get_field("opener_answer").is_cached(message):
        return ""
    answer: OpenerAnswer | None = getattr(message, "opener_answer", None)
    return answer.words if answer else ""


def _shown(message: Message, visitor: Visitor, *, seen_by_us: int) -> ShownMessage:
    is_theirs = message.direction == Message.Direction.IN
    author = None if is_theirs or message.is_automatic else message.author
    return ShownMessage(
        id=message.public_id,
        by="you" if is_theirs else "machine" if message.is_automatic else "shop",
        name=author.display_name if author else "",
        seat=str(author.public_id) if author else "",
        text=message.text,
        html=message.rich,
        at=message.created_at,
        is_read=message.pk <= (seen_by_us if is_theirs else visitor.seen_message_id),
        answers=_answered_words(message),
        order=message.order.number if is_theirs and message.order is not None else "",
    )


def _files(message_ids: Sequence[int]) -> dict[int, list[ShownFile]]:
    if not message_ids:
        return {}
    found: dict[int, list[ShownFile]] = {}
    attached = Attachment.objects.select_related("file__picture").filter(message__in=message_ids)
    try:
        origin = content_origin()
    except NoContentHost:
        return {}
    for each in attached.order_by("id"):
        found.setdefault(each.message_id, []).append(_file(each, origin))
    return found


def _file(attachment: Attachment, origin: str) -> ShownFile:
    stored, picture = attachment.file, attachment.file.picture

    def link(file: Any) -> str:
        return signed_url(file, name=attachment.name, seconds=FILE_SECONDS, origin=origin)

    return ShownFile(
        attachment.name, stored.content_type, stored.size, link(stored), link(picture) if picture else ""
    )


def _place(visitor: Visitor, cursor: str) -> tuple[Conversation | None, list[Any]]:
    """Return the conversation that a page is of, and behind which row it begins, [] for its top."""
    if not cursor:
        return newest_conversation(visitor.identity_id), []
    conversation_id, *values = open_cursor(cursor, LISTING)
    return Conversation.objects.filter(pk=conversation_id).first(), values


def _older(visitor: Visitor, conversation: Conversation, shown: Sequence[Message], *, has_more: bool) -> str:
    """Return the cursor of the next page: of the same conversation, or of the one before it."""
    if has_more:
        last = shown[-1]
        return seal_cursor(LISTING, [conversation.pk, last.created_at, last.pk])
    place = [conversation.last_message_at, conversation.pk]
    earlier = Conversation.objects.filter(
        beyond(Conversation, _LATEST, place), pk__in=_held_with(visitor.identity_id)
    ).exclude(state=Conversation.State.MERGED)
    before = earlier.order_by(*_LATEST).values_list("pk", flat=True).first()
    return seal_cursor(LISTING, [before]) if before is not None else ""
