"""Somebody turns out to be whom we know: what they said, and what was said to them, goes with them.

Every row that leads to an identity is moved here or around it; a test holds the list. Rooms above say in `config/wiring.py`
which of theirs go along. Customers are put together by `saath.customers.actions.merge`.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from saath.conversations.actions.turns import save_turn
from saath.conversations.models import Acknowledgement, Conversation, Draft, Message
from saath.conversations.recognising import ALONG
from saath.customers.events import CUSTOMER_CHANGED
from saath.customers.models import Identity
from saath.orders.models import Offer
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

BATCH = 500


@action
def take_over(actor: Actor, known: Identity, *, of: Identity) -> Sequence[Conversation]:
    """Let all that somebody said before they were known be that of `known`, and return its conversations, held.

    Both are one person, of one channel: whoever calls has proved it. Where nothing is left, nothing happens.
    """
    theirs = _held(Conversation.objects.filter(identity=of))
    Message.objects.filter(identity=of).update(identity=known)
    _address_anew(theirs, known, of=of)
    for conversation in theirs:
        conversation.identity, conversation.customer = known, known.customer
        if conversation.last_identity_id == of.pk:
            conversation.last_identity = known
        save_turn(conversation, "identity", "customer", "last_identity")
    Draft.objects.filter(conversation__in=theirs, goes_to=of).update(goes_to=known)
    Acknowledgement.objects.filter(identity=of).update(identity=known)
    Offer.objects.filter(identity=of).update(identity=known, customer=known.customer)
    for model in ALONG:
        model.objects.filter(identity=of).update(identity=known)
    if theirs:
        emit(
            actor, CUSTOMER_CHANGED, subject=known.customer, refs={"identity": known}, changed=["identities"]
        )
    return theirs


def _held(conversations: object) -> list[Conversation]:
    """Return conversations held until the transaction ends, in one order for all."""
    rows = conversations.select_for_update(of=("self",)).select_related("identity", "account")  # type: ignore[attr-defined]
    return list(rows.order_by("pk"))


def _address_anew(conversations: Sequence[Conversation], known: Identity, *, of: Identity) -> None:
    """Let what was sent to somebody name them as they are known now: by that they may read it."""
    here_or_elsewhere = Q(conversation__in=conversations) | Q(goes_to=of)
    sent = Message.objects.filter(here_or_elsewhere, direction=Message.Direction.OUT)
    for message in sent.only("pk", "store_id", "recipients", "goes_to_id").iterator(BATCH):
        first, *others = message.recipients or [{}]
        if first.get("address") != of.address:
            continue
        message.recipients = [{**first, "address": known.address, "name": known.display_name}, *others]
        message.goes_to = known if message.goes_to_id == of.pk else None
        message.save(update_fields=["recipients", "goes_to"])
