"""A customer's conversations on their timeline."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import visible_conversations
from saath.customers.models import Customer
from saath.desk.history import Before, Moment
from saath.desk.views.thread import QUEUE_OF
from saath.tenancy.actor import Actor

KIND = "conversation"
State = Conversation.State


def conversations_told(
    actor: Actor, customer: Customer, before: Before | None, limit: int
) -> Sequence[Moment]:
    """Return a customer's conversations by their last words. Raises `Forbidden`."""
    theirs = visible_conversations(actor).filter(customer=customer, merged_into=None)
    if before is not None:
        theirs = theirs.filter(before.rows(KIND, at="last_message_at"))
    return [_moment(each) for each in theirs.order_by("-last_message_at", "-id")[:limit]]


def _moment(conversation: Conversation) -> Moment:
    queue = QUEUE_OF.get(conversation.state, "now")
    return Moment(
        at=conversation.last_message_at,
        kind=KIND,
        number=conversation.pk,
        icon="chat",
        title=conversation.subject or conversation.last_text or conversation.reference,
        url=reverse("desk:thread", args=[queue, conversation.public_id]),
        note=_note(conversation.state),
    )


def _note(state: str) -> str:
    match state:
        case State.SOLVED:
            return _("solved")
        case State.OPEN:
            return _("waiting for us")
        case State.SPAM:
            return _("spam")
    return _("with the customer")
