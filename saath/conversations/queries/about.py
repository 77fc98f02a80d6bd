"""Which order a conversation is about: chosen, else the likely one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.core.money import Money
from saath.orders.likely import Candidate, Guess, Reason, likely, named_whole
from saath.orders.models import Order
from saath.orders.queries import OrderShown, orders_of, shown_order, spent_by, titles_of
from saath.orders.states import State
from saath.tenancy.actor import Actor

MOST_ORDERS = 20
MOST_SAID = 5


@dataclass(frozen=True, slots=True)
class About:
    """The order of a conversation and why it is this one, the customer's others, and what they have bought in all."""

    shown: OrderShown | None
    reason: Reason | None
    is_theirs: bool
    orders: Sequence[Order]
    spent: Sequence[tuple[int, Money]]


def about(actor: Actor, conversation: Conversation) -> About:
    """Return what a conversation is about, for the pane beside it; raises `Forbidden`.

    What a colleague or the customer has chosen stands; else it is guessed anew, from what was said and what there is.
    """
    orders = orders_of(actor, conversation.customer, most=MOST_ORDERS)
    spent = spent_by(actor, conversation.customer) if orders else ()
    order, reason = _order_of(conversation, orders)
    shown = shown_order(actor, order) if order is not None else None
    is_theirs = order is None or order.customer_id == conversation.customer_id
    return About(shown, reason, is_theirs, orders, spent)


def order_about(actor: Actor, conversation: Conversation) -> tuple[Order | None, Reason | None]:
    """Return the order that a conversation is about, chosen or likely, and why this one; raises `Forbidden`."""
    return _order_of(conversation, orders_of(actor, conversation.customer, most=MOST_ORDERS))


def _order_of(conversation: Conversation, orders: Sequence[Order]) -> tuple[Order | None, Reason | None]:
    order = _chosen(conversation)
    if order is not None or not orders:
        return order, Reason(conversation.order_reason) if order and conversation.order_reason else None
    guess = _guess(conversation, orders)
    order = next((each for each in orders if guess and each.pk == guess.id), None)
    return order, guess.reason if guess else None


def was_said(conversation: Conversation, order: Order) -> bool:
    """Tell whether the customer themselves said that a conversation is about an order; one statement."""
    return Message.objects.filter(conversation=conversation, order=order).exists()


def order_named(conversation: Conversation) -> Order | None:
    """Return the order of somebody else that a customer names in what they said last, None where it could be one of several."""
    said = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
    texts = said.order_by("-id").values_list("text", flat=True)[:MOST_SAID]
    named = {key for text in texts for key in named_whole(text)}
    found = list(Order.objects.select_related("customer").filter(number_key__in=named)[:2]) if named else []
    return found[0] if len(found) == 1 and found[0].customer_id != conversation.customer_id else None


def _chosen(conversation: Conversation) -> Order | None:
    if conversation.order_id is None:
        return None
    return Order.objects.select_related("customer").filter(pk=conversation.order_id).first()


def _guess(conversation: Conversation, orders: Sequence[Order]) -> Guess | None:
    said = Message.objects.filter(conversation=conversation, direction=Message.Direction.IN)
    texts = [conversation.subject, *said.order_by("-id").values_list("text", flat=True)[:MOST_SAID]]
    titles = titles_of(orders)
    candidates = [
        Candidate(
            order.pk, order.number, State(order.state), order.placed_at, order.delivered_at, titles[order.pk]
        )
        for order in orders
    ]
    return likely([*texts[1:], texts[0]], candidates, at=now())
