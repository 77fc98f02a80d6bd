"""To whom a colleague may want to write."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.models import ChannelAccount, Conversation, Suppression
from saath.core.mail_addresses import BadAddress, canonical_key
from saath.customers.models import Identity
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import current_store_id

NAMESPACE = "email"
OFFERED = 8
OUTGOING = Prepared(lambda: ChannelAccount.objects.filter(channel=NAMESPACE, is_active=True).order_by("id"))
NOT_SHOWN = (Conversation.State.SPAM, Conversation.State.MERGED)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a typed address: whose it is, their newest conversation, and why mails do not reach it."""

    identity: Identity | None
    newest: Conversation | None
    suppression: Suppression | None


def outgoing_accounts(actor: Actor) -> list[ChannelAccount]:
    """Return the mail addresses from which the store in scope writes; raises `Forbidden`."""
    actor.require("conversation.read")
    return OUTGOING.rows()


def known_as(actor: Actor, address: str) -> Known:
    """Return what is known of an address as it was typed; raises `Forbidden`."""
    actor.require("conversation.read")
    try:
        key = canonical_key(address)
    except BadAddress:
        return Known(None, None, None)
    identity = Identity.objects.select_related("customer").filter(namespace=NAMESPACE, key=key).first()
    newest = None
    if identity is not None:
        theirs = Conversation.objects.filter(customer=identity.customer)
        newest = theirs.exclude(state__in=NOT_SHOWN).order_by("-last_message_at").first()
    return Known(identity, newest, Suppression.objects.filter(namespace=NAMESPACE, key=key).first())


def correspondents(actor: Actor, typed: str) -> list[Identity]:
    """Return the customers whose newest conversations hold the typed words, names among them; raises `Forbidden`."""
    actor.require("conversation.read")
    if len(typed.strip()) < 2:
        return []
    found = index.find(current_store_id(), typed, is_typing=True).conversation_ids
    ids = Conversation.objects.filter(pk__in=found).values_list("identity_id", flat=True)
    return list(Identity.objects.filter(pk__in=set(ids), namespace=NAMESPACE).exclude(address="")[:OFFERED])
