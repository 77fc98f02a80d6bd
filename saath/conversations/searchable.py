"""What the search knows of a message."""

from __future__ import annotations

from collections.abc import Sequence

from saath.conversations.models import Conversation, Message
from saath.search.documents import SearchDocument


def searchable(message: Message, conversation: Conversation) -> SearchDocument:
    """Return the texts by which a message is found: its words, who wrote, its subject and the references."""
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
            conversation.customer.reference,
        ),
    )


def searchable_messages(after_message_id: int, limit: int) -> Sequence[SearchDocument]:
    """Return the documents of the store in scope after a message, for indexing anew."""
    later = Message.objects.filter(pk__gt=after_message_id).order_by("pk")
    with_names = later.select_related("conversation__customer", "conversation__identity")[:limit]
    return [searchable(message, message.conversation) for message in with_names]
