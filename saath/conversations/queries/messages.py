"""Messages with all that is told of them at once, one statement for however many: for programs and webhooks."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, OuterRef, QuerySet, When

from saath.conversations.models import Attachment, Conversation, Message
from saath.conversations.queries.conversations import visible_conversations
from saath.core.errors import NotFound
from saath.core.paging import Page, page_of
from saath.tenancy.actor import Actor
from saath.tenancy.nested import NestedRows

ORDER = ("-created_at", "-id")


def list_messages(actor: Actor, conversation: Conversation, *, cursor: str = "", limit: int) -> Page[Message]:
    """Return a page of what was said in a conversation, newest first. Raises `Forbidden`, `BadInput` for a foreign cursor."""
    actor.require("conversation.read")
    rows = _whole(Message.objects.filter(conversation=conversation))
    return page_of(rows, cursor=cursor, limit=limit, order=ORDER)


def get_whole_message(actor: Actor, public_id: UUID) -> Message:
    """Return one message; raises `Forbidden`, `NotFound`."""
    rows = Message.objects.filter(public_id=public_id, conversation__in=visible_conversations(actor))
    found = _whole(rows).first()
    if found is None:
        raise NotFound()
    return found


def files_beside(message: Message) -> list[tuple[UUID, str, int, str, bool]]:
    """Return id, name, octets, kind and whether it is inline of each file of a message that was read here; asks nothing."""
    rows = getattr(message, "file_rows", None) or ()
    return [
        (UUID(public_id), name, size, kind, bool(is_inline))
        for public_id, name, size, kind, is_inline in rows
    ]


def _whole(messages: QuerySet[Message]) -> QuerySet[Message]:
    files = Attachment.objects.filter(message=OuterRef("pk")).order_by("id")
    rows = NestedRows(files, "public_id", "name", "file__size", "file__content_type", "is_inline")
    return messages.select_related(
        "conversation__account", "author", "identity", "goes_to", "account", "delivery", "order"
    ).annotate(file_rows=Case(When(has_attachments=True, then=rows)))
