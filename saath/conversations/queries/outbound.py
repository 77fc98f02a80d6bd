"""What leaves: one answer in the shape that its channel's adapter takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from saath.channels.base import Adapter, OutboundAttachment, OutboundMessage, Participant, Quote, Rejected
from saath.conversations.marks import plain_words
from saath.conversations.models import Attachment, Conversation, Delivery, Message, MessageKey
from saath.files.models import StoredFile
from saath.files.queries import open_file
from saath.tenancy.actor import Actor
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

LONGEST_CHAIN = 12
# Notes are for the team: what the customer reads again is only what the customer wrote.
QUOTED_LENGTH = 4000


KEYS: Prepared[tuple[str, str | None]] = Prepared(
    lambda: (
        MessageKey.objects.filter(
            message__conversation_id=Given("conversation"), message_id__lt=Given("message")
        )
        # What was said aside is not named to the customer, nor what a machine answered to it.
        .exclude(message__direction=Message.Direction.NOTE)
        .exclude(message__direction=Message.Direction.IN, message__is_automatic=True)
        .order_by("-message_id")
        .values_list("key", "message__account__channel")[:LONGEST_CHAIN]
    )
)
QUOTED: Prepared[tuple[str, datetime]] = Prepared(
    lambda: (
        Message.objects.filter(
            conversation_id=Given("conversation"),
            id__lt=Given("message"),
            identity_id=Given("identity"),
            is_automatic=False,
        )
        .order_by("-id")
        .values_list("text", "sent_at")[:1]
    )
)


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a message, as its mail shows it: the ids of the thread, and the words that it answers."""

    references: tuple[str, ...]
    quote: Quote | None


def said_before(message: Message) -> Before:
    """Return what the mail of a message shows of the thread."""
    is_aside = message.direction == Message.Direction.NOTE
    return Before(
        references=_references_aside(message) if is_aside else _references(message),
        quote=None if message.is_automatic or is_aside else _quote(message),
    )


def outbound_message(
    actor: Actor, delivery: Delivery, adapter: Adapter, *, before: Before
) -> OutboundMessage:
    """Return the message to hand over, the same at every try. Raises Rejected where its files are gone."""
    message = delivery.message
    conversation = message.conversation
    is_aside = message.direction == Message.Direction.NOTE
    recipient = message.recipients[0]["address"]
    return OutboundMessage(
        message_id=delivery.provider_key,
        to=tuple(Participant(r["address"], r["name"]) for r in message.recipients if not r["cc"]),
        cc=tuple(Participant(r["address"], r["name"]) for r in message.recipients if r["cc"]),
        text="\n\n".join(filter(None, [_words(message), message.folded_text if is_aside else ""])),
        html="" if is_aside else message.rich,
        sender_name=message.author.display_name if message.author else "",
        shop_name=_shop_name(delivery),
        reply_address=adapter.reply_address(conversation.public_id, recipient),
        subject=message.subject or _subject(conversation),
        references=before.references,
        attachments=tuple(_attachments(actor, message)),
        quote=before.quote,
        language=message.language,
        is_automatic=message.is_automatic,
        created_at=message.created_at,
    )


def _shop_name(delivery: Delivery) -> str:
    """Return what the shop is called in the language of a message, '' where its account has a name of its own."""
    account = delivery.message.leaves_by
    is_of_shop = account.name == delivery.message.store.name
    return getattr(delivery, "shop_name", None) or "" if is_of_shop else ""


def _words(message: Message) -> str:
    return plain_words(message.text) if message.rich else message.text


def _subject(conversation: Conversation) -> str:
    subject = conversation.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _references(message: Message) -> tuple[str, ...]:
    newest = KEYS.rows(conversation=message.conversation_id, message=message.pk)
    home, channel = message.conversation.account.channel, message.leaves_by.channel
    on_it = [key for key, by in newest if (by or home) == channel and not key.endswith("@no-id")]
    return tuple(reversed(on_it))


def _references_aside(message: Message) -> tuple[str, ...]:
    """Return the mails of whom we ask aside; those of the customer are not named to them."""
    theirs = MessageKey.objects.filter(
        message__conversation=message.conversation_id,
        message__direction=Message.Direction.NOTE,
        message__identity__address__iexact=message.recipients[0]["address"],
        message_id__lt=message.pk,
    )
    newest = theirs.order_by("-message_id").values_list("key", flat=True)[:LONGEST_CHAIN]
    return tuple(reversed([key for key in newest if not key.endswith("@no-id")]))


def _attachments(actor: Actor, message: Message) -> list[OutboundAttachment]:
    if not message.has_attachments:
        return []
    files = list(Attachment.objects.filter(message=message).select_related("file").order_by("id"))
    if not files:
        raise Rejected("the files of this answer are gone")
    return [OutboundAttachment(a.name, a.file.content_type, _bytes(actor, a.file)) for a in files]


def _quote(message: Message) -> Quote | None:
    """Return what the recipient wrote last: never the words of somebody else who wrote in between."""
    recipient = message.recipient
    last = QUOTED.first(conversation=message.conversation_id, message=message.pk, identity=recipient.pk)
    if last is None:
        return None
    text, sent_at = last
    return Quote(recipient.display_name, text[:QUOTED_LENGTH], sent_at.astimezone(message.store.zone))


def _bytes(actor: Actor, file: StoredFile) -> bytes:
    with open_file(actor, file) as opened:
        return opened.read()
