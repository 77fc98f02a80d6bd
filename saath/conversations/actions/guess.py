"""Which order a conversation is likely about is kept beside it, for lists; and lists hear when an order moves."""

from __future__ import annotations

from saath.conversations.events import ORDER_GUESSED
from saath.conversations.models import Conversation
from saath.conversations.queries.about import order_about, order_named
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def keep_guess(actor: Actor, conversation: Conversation) -> bool:
    """Guess the order of a conversation anew where nobody has chosen one, and tell whether it is another one."""
    if conversation.order_id is not None:
        return False
    order, _reason = order_about(actor, conversation)
    if (order.pk if order else None) == conversation.guessed_order_id:
        return False
    # One column that no version counts: nobody's answer is overtaken by a guess.
    Conversation.objects.filter(pk=conversation.pk).update(guessed_order=order)
    emit(actor, ORDER_GUESSED, subject=conversation, refs={"order": order} if order else {})
    return True


@action
def suggest_named(actor: Actor, conversation: Conversation) -> None:
    """Suggest that who writes may be the customer whose order they name. Nobody is put together, and nobody is shown more."""
    if conversation.state == Conversation.State.SPAM:
        return
    order = order_named(conversation)
    if order is not None:
        evidence = Evidence(Kind.ORDER, order.number)
        suggest_same(actor, conversation.customer, other=order.customer, evidence=evidence)
