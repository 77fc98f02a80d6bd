"""Whether who writes a conversation is proved to be the customer, as far as telling them of orders goes."""

from __future__ import annotations

from saath.conversations.models import Conversation, Message


def may_be_told(conversation: Conversation) -> bool:
    """Tell whether something about orders may be told on the customer's newest word here; one statement."""
    newest = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False
    ).order_by("-id")
    found = newest.only("direction", "is_automatic", "is_sender_proved").first()
    return found is not None and found.may_reveal
