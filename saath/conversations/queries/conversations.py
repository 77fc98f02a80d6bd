"""The one way to a conversation."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Case, OuterRef, QuerySet, UUIDField, When

from saath.conversations.models import Attachment, Conversation, Delivery, Message, Suppression, Tag
from saath.conversations.queries.beside import with_beside
from saath.conversations.queries.chip import order_chip
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.nested import NestedRows
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import current_write


def visible_conversations(actor: Actor) -> QuerySet[Conversation]:
    """Return the conversations that the actor may read: every read path starts here. Raises `Forbidden`."""
    actor.require("conversation.read")
    return Conversation.objects.all()


def _shown() -> QuerySet[Conversation]:
    shown = Conversation.objects.select_related(
        "customer", "identity__customer", "account", "assignee", "problem"
    )
    merged = NestedRows(Conversation.objects.filter(merged_into=OuterRef("pk")), "public_id")
    return with_beside(
        shown.annotate(
            order_chip=order_chip(),
            merged_ids=Case(When(former_references=[], then=None), default=merged),
        )
    )


CONVERSATION = Prepared(lambda: _shown().filter(public_id=Given("public_id", UUIDField())))
STANDING = Prepared(lambda: _shown().filter(pk=Given("id")))


def get_conversation(actor: Actor, public_id: UUID) -> Conversation:
    """Return one conversation with customer and assignee, the one that has its words where it was merged away.

    Raises `Forbidden`, `NotFound`.
    """
    actor.require("conversation.read")
    found = CONVERSATION.first(public_id=public_id)
    if found is not None and found.merged_into_id is not None:
        found = STANDING.first(id=found.merged_into_id)
    if found is None:
        raise NotFound()
    return found


def _for_update() -> QuerySet[Conversation]:
    rows = Conversation.objects.select_for_update(of=("self",))
    return rows.select_related("customer", "identity__customer", "account")


HELD = Prepared(lambda: _for_update().filter(pk=Given("id")))
HELD_OF_PAGE = Prepared(lambda: _for_update().filter(public_id=Given("public_id", UUIDField())))


def hold_conversation(actor: Actor, public_id: UUID) -> Conversation:
    """Return what `get_conversation` does, held until the running write transaction ends.

    The first action that it is given to reads it no more. Raises `Forbidden`, `NotFound`.
    """
    actor.require("conversation.read")
    held = _where_its_words_are(HELD_OF_PAGE.first(public_id=public_id))
    held.held_in = current_write()
    return held


def held_anew(conversation: Conversation) -> Conversation:
    """Return a conversation as it is now, held until the transaction ends; raises `NotFound`."""
    return _where_its_words_are(HELD.first(id=conversation.pk))


def _where_its_words_are(held: Conversation | None) -> Conversation:
    if held is not None and held.merged_into_id is not None:
        held = HELD.first(id=held.merged_into_id)
    if held is None:
        raise NotFound()
    return held


def suppression_of(actor: Actor, conversation: Conversation) -> Suppression | None:
    """Return why machines write no more to whom a conversation is with, None where they may. Raises `Forbidden`."""
    actor.require("conversation.read")
    identity = conversation.identity
    return Suppression.objects.filter(namespace=identity.namespace, key=identity.key).first()


def merged_ids(conversation: Conversation) -> list[UUID]:
    """Return the public ids of what was merged into a conversation of `get_conversation`; asks nothing."""
    return [UUID(public_id) for (public_id,) in getattr(conversation, "merged_ids", None) or ()]


def get_message(actor: Actor, public_id: UUID) -> Message:
    """Return one message with its conversation; raises `Forbidden`, `NotFound`."""
    found = (
        Message.objects.select_related("conversation")
        .filter(public_id=public_id, conversation__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def has_words(conversation: Conversation) -> bool:
    """Tell whether anything is left of a conversation."""
    return Message.objects.filter(conversation=conversation.pk).exists()


def get_delivery(actor: Actor, public_id: UUID) -> Delivery:
    """Return one delivery with its message and conversation; raises `Forbidden`, `NotFound`."""
    found = (
        Delivery.objects.select_related("message__conversation")
        .filter(public_id=public_id, message__conversation__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def get_attachment(actor: Actor, public_id: UUID) -> Attachment:
    """Return one attachment with its file; raises `Forbidden`, `NotFound`."""
    found = (
        Attachment.objects.select_related("file", "message__conversation")
        .filter(public_id=public_id, message__conversation__in=visible_conversations(actor))
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def get_tag(actor: Actor, public_id: UUID) -> Tag:
    """Return one tag of the store; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = Tag.objects.filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
