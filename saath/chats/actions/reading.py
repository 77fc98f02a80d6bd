"""A visitor has seen an answer."""

from __future__ import annotations

from uuid import UUID

from saath.chats.events import CHAT_READ
from saath.chats.models import Visitor
from saath.chats.queries.page import readable_by
from saath.conversations.models import Message
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def mark_seen(actor: Actor, visitor: Visitor, *, up_to: UUID) -> None:
    """Remember that a visitor has seen a message and all before it; an older one changes nothing.

    Raises `NotFound` for a message that is not theirs to read.
    """
    named = Message.objects.select_related("conversation").filter(public_id=up_to).first()
    if named is None or not readable_by(visitor, named.conversation).filter(pk=named.pk).exists():
        raise NotFound()
    at = now()
    behind = Visitor.objects.filter(pk=visitor.pk, seen_message_id__lt=named.pk)
    if behind.update(seen_message_id=named.pk, seen_at=at, last_seen_at=at):
        refs = {"message": named, "customer": visitor.identity.customer}
        emit(actor, CHAT_READ, subject=named.conversation, refs=refs)
