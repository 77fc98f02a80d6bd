"""What the search knows of a message."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from saath.conversations.models import Conversation, Message
from saath.search.documents import SearchDocument


def searchable(message: Message, conversation: Conversation) -> SearchDocument:
    """Return the texts by which a message is found: its words, who wrote, its subject, the references and the fields."""
    return SearchDocument(
        message_id=message.pk,
        conversation_id=conversation.pk,
        texts=(
            message.text,
            message.subject or conversation.subject,
            conversation.customer.name,
            conversation.identity.name,
            conversation.identity.address,
            conversation.reference,
            conversation.former_references,
            conversation.customer.reference,
            conversation.field_words,
            conversation.customer.field_words,
        ),
    )


def searchable_messages(after_message_id: int, limit: int) -> Sequence[SearchDocument]:
    """Return the documents of the store in scope after a message, for indexing anew."""
    return _documents(Message.objects.filter(pk__gt=after_message_id), limit)


def searchable_of(customer_id: int, after_message_id: int, limit: int) -> Sequence[SearchDocument]:
    """Return the documents of one customer's messages after a message."""
    later = Message.objects.filter(conversation__customer_id=customer_id, pk__gt=after_message_id)
    return _documents(later, limit)


def searchable_in(conversation_id: int, after_message_id: int, limit: int) -> Sequence[SearchDocument]:
    """Return the documents of one conversation's messages after a message."""
    later = Message.objects.filter(conversation_id=conversation_id, pk__gt=after_message_id)
    return _documents(later, limit)


def _documents(messages: QuerySet[Message], limit: int) -> Sequence[SearchDocument]:
    # What a machine says to everybody would be found by everything.
    messages = messages.exclude(direction=Message.Direction.OUT, is_automatic=True)
    with_names = messages.select_related("conversation__customer", "conversation__identity").order_by("pk")
    return [searchable(message, message.conversation) for message in with_names[:limit]]
