"""When the complaint in a conversation first reached the shop."""

from __future__ import annotations

from datetime import datetime

from saath.conversations.models import Conversation, Message


def first_receipt(conversation: Conversation) -> datetime:
    """Return when the first message of the customer in a conversation reached us; where there is none, when it began."""
    said = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False
    )
    first = said.order_by("created_at", "id").values_list("created_at", flat=True).first()
    return first or conversation.created_at
