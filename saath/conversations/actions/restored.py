"""What a restored outbox must not do: send again what left after the backup was made."""

from __future__ import annotations

from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import REPLY_UNKNOWN
from saath.conversations.models import Delivery
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

State = Delivery.State


@action
def doubt_waiting(actor: Actor) -> int:
    """Call every answer of the store in scope "unknown" that waited in the backup, and return how many.

    Each may have left since. No customer is written to twice by a machine, so a person settles them.
    """
    waiting = Delivery.objects.filter(state__in=(State.HELD, State.QUEUED, State.SENDING))
    doubtful = list(waiting.select_related("message__conversation").order_by("pk"))
    for delivery in doubtful:
        Delivery.objects.filter(pk=delivery.pk).update(state=State.UNKNOWN, reason="restored from a backup")
        conversation = locked(delivery.message.conversation)
        conversation.has_failed_delivery |= not delivery.message.is_automatic
        save_turn(conversation, "has_failed_delivery")
        refs = {"message": delivery.message}
        emit(actor, REPLY_UNKNOWN, subject=conversation, refs=refs, changed=["delivery"])
    return len(doubtful)
