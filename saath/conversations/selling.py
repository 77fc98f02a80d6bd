"""Links to products leave with answers, and a sale is told where it was made."""

from __future__ import annotations

from collections.abc import Mapping

from saath.conversations.events import CONVERSATION_SOLD, REPLY_UNDONE
from saath.conversations.models import Conversation, Message
from saath.core.clock import now
from saath.orders.actions.offers import offers_sent, sale_told
from saath.orders.models import Offer
from saath.orders.products.links import offers_in
from saath.tenancy.actor import Actor
from saath.tenancy.models import StoreOwned
from saath.timeline.emit import emit_row
from saath.timeline.kinds import EventKind


def offers_go(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Write down that what an answer offers was sent, or that it was taken back; nothing is asked for any other answer."""
    message = refs.get("message")
    offers = offers_in(message.text) if isinstance(message, Message) else []
    if offers:
        offers_sent(actor, offers, at=None if kind == REPLY_UNDONE else now())


def tell_of_sale(actor: Actor, kind: EventKind, subject: StoreOwned, refs: Mapping[str, StoreOwned]) -> None:
    """Tell in the conversation where something was offered that it was bought."""
    offer = refs.get("offer")
    if not isinstance(offer, Offer):
        return
    found = Conversation.objects.filter(public_id=offer.conversation).first()
    if found is not None:
        event = emit_row(actor, CONVERSATION_SOLD, subject=found, refs={"order": subject})
        sale_told(actor, subject, event_id=event.pk)
