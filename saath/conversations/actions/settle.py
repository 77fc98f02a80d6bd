"""What a person decides about an answer that failed or whose fate is unknown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import our_turn, save_turn, their_turn, waiting_since
from saath.conversations.events import REPLY_QUEUED_AGAIN, REPLY_SENT
from saath.conversations.jobs import deliver
from saath.conversations.models import Conversation, Delivery
from saath.core.clock import now
from saath.core.errors import Conflict
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Delivery.State


@action
def send_again(actor: Actor, delivery: Delivery) -> None:
    """Try an answer once more that failed, or that surely did not arrive; raises `Forbidden`, `Conflict`."""
    _leave_trouble(actor, delivery, State.QUEUED)
    conversation = _settle(delivery.message.conversation)
    enqueue(deliver, delivery.pk, key=f"deliver:{delivery.pk}")
    emit(
        actor,
        REPLY_QUEUED_AGAIN,
        subject=conversation,
        refs={"message": delivery.message},
        changed=["delivery"],
    )


@action
def call_it_sent(actor: Actor, delivery: Delivery) -> None:
    """Say that an answer of unknown fate did arrive; raises `Forbidden`, `Conflict`."""
    _leave_trouble(actor, delivery, State.SENT)
    conversation = _settle(delivery.message.conversation)
    emit(actor, REPLY_SENT, subject=conversation, refs={"message": delivery.message}, changed=["delivery"])


def _leave_trouble(actor: Actor, delivery: Delivery, state: str) -> None:
    actor.require("conversation.reply")
    sources = (State.UNKNOWN,) if state == State.SENT else (State.FAILED, State.UNKNOWN)
    troubled = Delivery.objects.filter(pk=delivery.pk, state__in=sources)
    settled = {"leaves_at": now(), "sent_at": now() if state == State.SENT else None}
    if not troubled.update(state=state, report="", report_status="", **settled):
        raise Conflict(_("Somebody has settled this already."))


def _settle(conversation: Conversation) -> Conversation:
    fresh = locked(conversation)
    unsettled = Delivery.objects.filter(
        message__conversation=fresh, message__is_automatic=False, state__in=(State.FAILED, State.UNKNOWN)
    )
    fresh.has_failed_delivery = unsettled.exists()
    since = waiting_since(fresh)
    if fresh.state == Conversation.State.OPEN and since is None:
        their_turn(fresh)
    elif since is not None:
        our_turn(fresh, since)
    save_turn(fresh, "has_failed_delivery")
    return fresh
