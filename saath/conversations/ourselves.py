"""Mails from our own address: what we sent, and what a contact form wrote for a customer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.db.models import CharField

from saath.channels.base import InboundMessage, Participant, SenderProof
from saath.conversations.accounts import bears_our_token, is_signed_by_us
from saath.conversations.models import ChannelAccount, Message, MessageKey
from saath.tenancy.given import Given, GivenTexts
from saath.tenancy.prepared import Prepared

OURS: Prepared[int] = Prepared(
    lambda: ChannelAccount.objects.filter(
        channel=Given("channel", CharField()), key=Given("key", CharField())
    ).values_list("pk", flat=True)[:1]
)
OURS_OF = Prepared(
    lambda: ChannelAccount.objects.filter(
        channel=Given("channel", CharField()), key__any_of=GivenTexts("keys")
    ).values_list("key", flat=True)
)


def own_keys(account: ChannelAccount, keys: Collection[str]) -> set[str]:
    """Return those of the keys that are addresses of the store in scope, on the channel of the account."""
    return set(OURS_OF.rows(channel=account.channel, keys=sorted(keys)))


def is_our_address(account: ChannelAccount, participant: Participant) -> bool:
    """Tell whether the store in scope has this address itself, on the channel of the account."""
    return bool(OURS.rows(channel=account.channel, key=participant.identity_key))


def was_sent_by_us(message: InboundMessage) -> bool:
    """Tell whether a mail is one that left here: by its id, its signature, or the signature in its reply address.

    A server may give a mail of ours another Message-ID on its way; its reply address still is ours.
    """
    key = (message.provider_id or "")[:255]
    if key and MessageKey.objects.filter(key=key, message__direction=Message.Direction.OUT).exists():
        return True
    return is_signed_by_us(key) or bears_our_token(message.reply_to)


def written_by_customer(account: ChannelAccount, message: InboundMessage) -> InboundMessage | None:
    """Return a mail from our own address as the words of whom it names in Reply-To, None where that is nobody else.

    So do the contact forms of shops write. Whoever fills one in may name anybody: nothing in it proves its
    writer, and it continues no conversation.
    """
    writer = next((each for each in message.reply_to if not is_our_address(account, each)), None)
    if writer is None:
        return None
    return replace(message, sender=writer, proof=SenderProof(), thread_tokens=(), references=())
