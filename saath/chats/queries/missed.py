"""What a visitor has missed, and where they can be written to."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, Q, QuerySet

from saath.channels.chat import NAMESPACE
from saath.chats.models import ChatMail, Contact, Visitor
from saath.chats.queries.identities import EMAIL
from saath.conversations.models import ChannelAccount, Conversation, Delivery, Message, Suppression
from saath.customers.models import Identity


def missed_answers(conversation: Conversation) -> QuerySet[Message]:
    """Return what colleagues wrote in the chat that no device of the visitor has shown and no mail has told, oldest first."""
    seen = _devices(conversation).aggregate(up_to=Max("seen_message_id"))["up_to"] or 0
    return answers_in(conversation).filter(pk__gt=max(seen, _mailed_up_to(conversation))).order_by("pk")


def missed_answers_of(mail: ChatMail) -> QuerySet[Message]:
    """Return the answers of a mail that nobody has read meanwhile, oldest first."""
    if mail.conversation is None:
        return Message.objects.none()
    seen = _devices(mail.conversation).aggregate(up_to=Max("seen_message_id"))["up_to"] or 0
    told = answers_in(mail.conversation).filter(pk__lte=mail.last_message_id, pk__gt=seen)
    return told.filter(pk__gte=mail.first_message_id).order_by("pk")


def answers_in(conversation: Conversation) -> QuerySet[Message]:
    """Return what colleagues wrote to the visitor of a conversation in the chat."""
    return Message.objects.filter(
        conversation=conversation,
        direction=Message.Direction.OUT,
        is_automatic=False,
        delivery__state=Delivery.State.SENT,
        recipients__0__address=conversation.identity.address,
    )


def said_in(conversation: Conversation) -> QuerySet[Message]:
    """Return all that visitor and shop said to each other in the chat: no note, nothing that was said aside or mailed."""
    theirs = Q(direction=Message.Direction.IN, identity=conversation.identity)
    ours = Q(
        direction=Message.Direction.OUT,
        delivery__state=Delivery.State.SENT,
        recipients__0__address=conversation.identity.address,
    )
    return Message.objects.filter(theirs | ours, conversation=conversation).order_by("created_at", "id")


def last_there(conversation: Conversation) -> datetime:
    """Return when the visitor of a conversation was last seen on any device."""
    found: datetime | None = _devices(conversation).aggregate(at=Max("last_seen_at"))["at"]
    return found or conversation.last_message_at


def last_mailed(conversation: Conversation) -> datetime | None:
    """Return when missed answers of a conversation were mailed last, or are about to be."""
    at: datetime | None = _unread_mails(conversation).aggregate(at=Max("created_at"))["at"]
    return at


def proved_address(identity: Identity) -> str:
    """Return an address that is surely a visitor's, '' where there is none: confirmed by its link, or by the shop's word.

    Nothing of a chat goes anywhere else. One that sent mail of ours back, or did not want it, gets none.
    """
    confirmed = Contact.objects.filter(identity=identity, confirmed_at__isnull=False)
    theirs = confirmed.order_by("-confirmed_at").values_list("address", "key")[:5]
    return _first_wanted([*_proved(identity), *theirs])


def is_shut_out(conversation: Conversation) -> bool:
    """Tell whether the shop takes nothing more from a visitor of a conversation: then it writes nothing after them either."""
    return _devices(conversation).filter(blocked_at__isnull=False).exists()


def mail_account() -> ChannelAccount | None:
    """Return by which address the shop writes mails, None where it has none."""
    return ChannelAccount.objects.filter(channel=EMAIL, is_active=True).order_by("pk").first()


def _proved(identity: Identity) -> Sequence[tuple[str, str]]:
    """Return the proved addresses of who is proved themselves: by an anonymous visitor nothing of a customer is known."""
    if identity.namespace != NAMESPACE or identity.proved_at is None:
        return []
    mails = Identity.objects.filter(
        customer=identity.customer_id, namespace=EMAIL, proved_at__isnull=False
    ).exclude(key="")
    return list(mails.order_by("-proved_at", "-id").values_list("address", "key")[:5])


def _first_wanted(addresses: Sequence[tuple[str, str]]) -> str:
    keys = [key for _address, key in addresses]
    unwanted = set(
        Suppression.objects.filter(namespace=EMAIL, key__in=keys).values_list("key", flat=True)
        if keys
        else ()
    )
    return next((address for address, key in addresses if key not in unwanted), "")


def _devices(conversation: Conversation) -> QuerySet[Visitor]:
    return Visitor.objects.filter(identity=conversation.identity)


def _unread_mails(conversation: Conversation) -> QuerySet[ChatMail]:
    mails = ChatMail.objects.filter(conversation=conversation, kind=ChatMail.Kind.UNREAD)
    return mails.exclude(state=ChatMail.State.DROPPED)


def _mailed_up_to(conversation: Conversation) -> int:
    return _unread_mails(conversation).aggregate(up_to=Max("last_message_id"))["up_to"] or 0
