"""What is passed on of a message."""

from __future__ import annotations

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from saath.conversations.models import Message
from saath.core.errors import BadInput

# Characters of the writer's own words; what they quoted is not passed on.
FORWARDED_LENGTH = 20_000


def is_forwardable(message: Message) -> bool:
    """Tell whether a message may leave the house: a note of the team never does."""
    return message.direction != Message.Direction.NOTE or message.identity_id is not None


def forwarded_words(message: Message, *, language: str) -> str:
    """Return the words of a message with who wrote them and when, in a language. Raises `BadInput` for a note.

    Only names are told, not addresses: who is asked needs no more to answer.
    """
    if not is_forwardable(message):
        raise BadInput(_("A note for the team never leaves the house."))
    sent_at = message.sent_at.astimezone(message.store.zone)
    with translation.override(language or "en"):
        head = [
            _("Forwarded message"),
            _("From: %(name)s") % {"name": _writer(message)},
            _("Date: %(date)s") % {"date": date_format(sent_at, "j F Y, H:i")},
            _("Subject: %(subject)s") % {"subject": message.subject or message.conversation.subject},
        ]
    return "\n".join(head) + "\n\n" + message.text[:FORWARDED_LENGTH]


def _writer(message: Message) -> str:
    if message.identity is not None:
        return message.identity.name or _("Customer")
    return message.author.display_name if message.author else ""
