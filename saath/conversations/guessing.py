"""What makes the order of a conversation be guessed anew, and lists hear of it: `config/wiring.py` connects them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from saath.conversations.events import ORDER_MOVED
from saath.conversations.jobs import GOING_ON, guess_order
from saath.conversations.models import Conversation
from saath.jobs import enqueue
from saath.orders.models import Order
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import StoreOwned
from saath.tenancy.prepared import Prepared
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind

# Of somebody with more open conversations than this the others are brought up to date when they write.
MOST_OPEN = 20
BOUGHT = Prepared(lambda: Order.objects.filter(customer=Given("customer")).values_list("pk")[:1])


def guess_after_words(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Guess anew after a customer has written, where they have bought anything."""
    conversation = cast(Conversation, subject)
    if conversation.order_id is None and BOUGHT.first(customer=conversation.customer_id):
        _guess(conversation.pk)


def follow_order(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Tell the open conversations about an order that it moved, and guess the others of who bought anew."""
    order = cast(Order, subject)
    theirs = Conversation.objects.filter(customer=order.customer_id, state__in=GOING_ON)
    for conversation in theirs.order_by("-last_message_at")[:MOST_OPEN]:
        if order.pk == (conversation.order_id or conversation.guessed_order_id):
            emit(actor, ORDER_MOVED, subject=conversation, refs={"order": order})
        if conversation.order_id is None:
            _guess(conversation.pk)


def _guess(conversation_id: int) -> None:
    enqueue(guess_order, conversation_id, key=f"guess order:{conversation_id}")
