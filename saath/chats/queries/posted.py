"""What a visitor has posted already."""

from __future__ import annotations

from saath.chats.models import Visitor
from saath.chats.posts import Posted, delivery_key
from saath.chats.rules import is_key
from saath.conversations.models import Message


def posted_before(visitor: Visitor, key: str) -> Posted | None:
    """Return the message that a key brought before, None for one that is new or none at all."""
    if not is_key(key):
        return None
    found = Message.objects.select_related("order")
    brought = found.filter(receipts__delivery_key=delivery_key(visitor, key)).first()
    return Posted(brought, is_new=False) if brought is not None else None
