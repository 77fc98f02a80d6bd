"""Whether who writes a conversation is proved to be the customer, as far as telling them of orders goes."""

from __future__ import annotations

from saath.conversations.models import Conversation, Message
from saath.orders.models import Order


def may_be_told(conversation: Conversation, *, of: Order | None) -> bool:
    """Tell whether something about an order may be told on the customer's newest word here; one statement.

    Who is proved is so for their own orders: one of somebody else, by whose number they asked, is told to nobody here.
    """
    if of is not None and of.customer_id != conversation.customer_id:
        return False
    newest = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False
    ).order_by("-id")
    found = newest.only("direction", "is_automatic", "is_sender_proved").first()
    return found is not None and found.may_reveal
