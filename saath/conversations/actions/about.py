"""Somebody says which order a conversation is about."""

from __future__ import annotations

from saath.conversations.actions.triage import locked
from saath.conversations.events import CONVERSATION_ABOUT
from saath.conversations.models import Conversation, Message
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.orders.likely import Reason
from saath.orders.models import Order
from saath.tenancy.actor import Actor
from saath.tenancy.rows import update_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def choose_order(
    actor: Actor, conversation: Conversation, *, order: Order | None, reason: Reason = Reason.CHOSEN
) -> Conversation:
    """Say which order a conversation is about; with none it is guessed again. Raises `Forbidden`."""
    actor.require("conversation.fill")
    return _choose(actor, conversation, order, reason)


@action
def say_order(actor: Actor, message: Message, *, order: Order) -> None:
    """The customer says which order their message is about: so is its conversation from then on, whatever was chosen before.

    Whoever calls has made sure that they may see the order.
    """
    message.order = order
    update_row(message, "order")
    _choose(actor, message.conversation, order, Reason.SAID)


def _choose(actor: Actor, conversation: Conversation, order: Order | None, reason: Reason) -> Conversation:
    """Set what a conversation is about. Somebody else's order speaks for the two being one: it is suggested, no more."""
    if order is not None and order.customer_id != conversation.customer_id:
        evidence = Evidence(Kind.ORDER, order.number)
        suggest_same(actor, conversation.customer, other=order.customer, evidence=evidence)
    fresh = locked(conversation)
    if fresh.order_id == (order.pk if order else None) and fresh.order_reason == (reason if order else ""):
        return fresh
    fresh.order = order
    fresh.order_reason = reason if order else ""
    update_row(fresh, "order", "order_reason")
    emit(actor, CONVERSATION_ABOUT, subject=fresh, refs={"order": order} if order else {}, changed=["order"])
    return fresh
