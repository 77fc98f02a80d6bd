"""What is done to an order is told in the conversation where it was asked."""

from __future__ import annotations

from collections.abc import Mapping

from saath.conversations.events import CONVERSATION_ACTED
from saath.conversations.models import Conversation
from saath.orders.models import OrderAct
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind


def tell_conversation(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Tell in a conversation how far something is that was asked there; `changed` says how far."""
    if not isinstance(subject, OrderAct) or subject.conversation is None:
        return
    conversation = Conversation.objects.filter(public_id=subject.conversation).first()
    if conversation is not None:
        step = kind.name.partition(".")[2]
        emit(actor, CONVERSATION_ACTED, subject=conversation, refs={"act": subject}, changed=[step])
