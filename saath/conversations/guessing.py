"""What makes the order of a conversation be guessed anew, and lists hear of it: `config/wiring.py` connects them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from saath.conversations.events import ORDER_MOVED
from saath.conversations.jobs import GOING_ON, guess_order
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.jobs import enqueue
from saath.jobs.queue import hasten
from saath.orders.likely import named_whole
from saath.orders.models import Order
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.models import StoreOwned
from saath.tenancy.prepared import Prepared
from saath.timeline.emit import emit
from saath.timeline.kinds import EventKind, Happened

# Of somebody with more open conversations than this the others are brought up to date when they write.
MOST_OPEN = 20
BOUGHT = Prepared(lambda: Order.objects.filter(customer=Given("customer")).values_list("pk")[:1])


def guess_after_words(
    actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]
) -> None:
    """Guess anew after a customer has written, where they have bought anything or may name an order of somebody's."""
    conversation, message = cast(Conversation, subject), cast(Message, refs["message"])
    if conversation.order_id is None and (
        named_whole(message.text) or BOUGHT.first(customer=conversation.customer_id)
    ):
        _guess(conversation.pk)


def follow_orders(actor: Actor, kind: EventKind, happened: Sequence[Happened]) -> None:
    """Tell the open conversations about some orders that these moved, and guess the others of who bought anew."""
    orders = {each.subject.pk: cast(Order, each.subject) for each in happened}
    customers = {order.customer_id for order in orders.values()}
    theirs = Conversation.objects.filter(customer__in=customers, state__in=GOING_ON)
    for conversation in theirs.order_by("-last_message_at")[: MOST_OPEN * len(customers)]:
        order = orders.get(conversation.order_id or conversation.guessed_order_id or 0)
        if order is not None:
            emit(actor, ORDER_MOVED, subject=conversation, refs={"order": order})
        if conversation.order_id is None:
            _guess(conversation.pk)


def _guess(conversation_id: int) -> None:
    key = f"guess order:{conversation_id}"
    enqueue(guess_order, conversation_id, key=key)
    hasten(
        key, at=now()
    )  # one that failed waits for its next try, and takes what is asked for meanwhile along
