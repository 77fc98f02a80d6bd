"""What the visitor learns of at once, in the transaction of what happens in the house."""

from __future__ import annotations

from collections.abc import Mapping

from saath.chats.events import CHAT_JOINED, CHAT_READ, CHAT_SAID
from saath.chats.models import Visitor
from saath.conversations.here import goes_on_here, is_here
from saath.conversations.models import Conversation, Message
from saath.customers.models import Customer
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind


def tell_of_answer(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let the visitor know of an answer that is theirs to read here."""
    message = refs.get("message")
    is_answer = isinstance(message, Message) and message.direction == Message.Direction.OUT
    if is_answer and isinstance(message, Message) and is_here(message.leaves_by.channel):
        about = {"message": message, "customer": message.recipient.customer}
        emit(actor, CHAT_SAID, subject=subject, refs=about)


def tell_of_reading(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let the visitor know that a colleague has seen their words."""
    if isinstance(subject, Conversation) and goes_on_here(subject):
        emit(actor, CHAT_READ, subject=subject, refs={"customer": subject.identity.customer})


def tell_of_another_customer(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Let the streams of visitors ask anew who they are, whose customers were put together or taken apart."""
    both = [row for row in (subject, refs["customer"]) if isinstance(row, Customer)]
    if Visitor.objects.filter(identity__customer__in=both).exists():
        emit(actor, CHAT_JOINED, subject=subject, refs={"customer": refs["customer"]})
