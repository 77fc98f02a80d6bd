"""Writing down that an answer goes elsewhere than where the customer wrote last."""

from __future__ import annotations

from saath.conversations.events import REPLY_SWITCHED
from saath.conversations.models import Conversation, Message, Switch
from saath.conversations.switching import Switching, check_reason
from saath.conversations.ways import Way, way_of
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.timeline.emit import emit_row


def write_switch(
    actor: Actor, conversation: Conversation, message: Message, way: Way, switching: Switching | None
) -> None:
    """Count an answer that somebody sends by another way, with its reason; the thread tells it."""
    here = way_of(conversation)
    if switching is None or way.identity.pk == here.identity.pk:
        return
    event = emit_row(actor, REPLY_SWITCHED, subject=conversation, refs={"message": message})
    switch = Switch(
        message=message,
        was_by=here.account,
        by=way.account,
        switched_by_id=actor.member_id,
        reason=switching.reason,
        reason_words=check_reason(switching),
        event_id=event.pk,
    )
    insert_row(switch)
