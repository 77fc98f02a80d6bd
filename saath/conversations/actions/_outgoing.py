"""What all that leaves has in common: words of a colleague, and a place in the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from saath.channels.base import Capabilities
from saath.conversations.accounts import message_id_for
from saath.conversations.gaps import check_gaps
from saath.conversations.jobs import deliver
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.marks import rich_html
from saath.conversations.models import Conversation, Delivery, Enclosable, Message, MessageKey
from saath.conversations.parts import SavedFile
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.jobs import enqueue
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_later, insert_row

LONGEST_TEXT = 100_000
# Characters by which the language is told.
LOOKED_AT = 4000


def written(actor: Actor, direction: str, text: str, client_key: str, *, has_words_already: bool) -> Message:
    """Return what the colleague wrote as a message that belongs nowhere yet; raises `BadInput`.

    `has_words_already` says that files or other words go with it, so that it may be empty.
    """
    text = storable(text).replace("\r\n", "\n").strip()
    if not text and not has_words_already:
        raise BadInput(
            _("There is nothing to send yet."),
            field="text",
            what_is_safe="",
            what_to_do=_("Write a line, or attach a file."),
        )
    if len(text) > LONGEST_TEXT:
        raise BadInput(_("That is too long for one message."), field="text")
    if direction == Message.Direction.OUT:
        check_gaps(text)
    return Message(
        direction=direction,
        author_id=actor.member_id,
        text=text,
        rich=rich_html(text),
        language=detect_language(text[:LOOKED_AT]).language or "",
        client_key=client_key,
    )


def check_fits(can: Capabilities, text: str, files: Sequence[SavedFile], kept: Sequence[Enclosable]) -> None:
    """Raise `BadInput` with the limit in words where a channel does not take an answer with its files."""
    enclosed = [Enclosed(file.name, file.saved.size, file.saved.content_type) for file in files]
    enclosed += [Enclosed(each.name, each.file.size, each.file.content_type) for each in kept]
    check_answer(can, text=text, files=enclosed)


def put_out(message: Message, conversation: Conversation, can: Capabilities) -> None:
    """Put an answer on its way; where its reader reads it from us it has arrived, and nothing takes it back."""
    if can.is_here:
        deliver_here(message)
    else:
        hold(message, conversation)


def hold(message: Message, conversation: Conversation) -> None:
    """Put a message into the outbox, to leave when its writer can no longer take it back."""
    recipient = message.recipients[0]["address"]
    unique = message.public_id
    key = message_id_for(conversation, unique=unique, recipient=recipient, account=message.account)
    insert_later(MessageKey(message=message, key=key))
    leaves_at = now() + timedelta(seconds=settings.UNDO_SECONDS)
    delivery = insert_row(Delivery(message=message, leaves_at=leaves_at, provider_key=key))
    enqueue(deliver, delivery.pk, key=f"deliver:{delivery.pk}", run_at=leaves_at, is_first=True)


def deliver_here(message: Message) -> None:
    """Write a message down as delivered whose reader reads it from us: with the commit it is there, once."""
    at, key = now(), message.public_id.hex
    insert_later(
        Delivery(
            message=message, state=Delivery.State.SENT, leaves_at=at, sent_at=at, attempt=1, provider_key=key
        )
    )
