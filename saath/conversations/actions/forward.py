"""Forwarding: somebody outside is asked aside, and what they answer stays in the house."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from saath.conversations.accounts import capabilities_of
from saath.conversations.actions._outgoing import hold, written
from saath.conversations.actions.said import index_message
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.events import MESSAGE_FORWARDED
from saath.conversations.forwarded import forwarded_words
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Attachment, Conversation, Message
from saath.conversations.outsiders import key_of_addressee
from saath.conversations.parties import Party, Role, given_role
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row, insert_unless_there
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def forward(
    actor: Actor,
    message: Message,
    *,
    to: str,
    text: str,
    client_key: str,
    files: Sequence[Attachment] = (),
    language: str = "",
) -> Message:
    """Send a message with a word of ours and some of its files to somebody outside; the customer learns nothing of it.

    Held like an answer; the same `client_key` again returns the same message. Raises `Forbidden`, `BadInput` in words.
    """
    actor.require("conversation.reply")
    fresh = locked(message.conversation)
    address, key = _addressee(fresh, to)
    quoted = forwarded_words(message, language=language or fresh.language)
    _check(fresh, text + quoted, files)
    said = written(actor, Message.Direction.NOTE, text, client_key, has_words_already=True)
    said.conversation, said.folded_text, said.subject = fresh, quoted, f"Fwd: {fresh.subject}"[:400]
    said.language, said.has_attachments = language or said.language or fresh.language, bool(files)
    said.sent_at = now()
    said.recipients = [{"address": address, "name": "", "cc": False, "of": str(message.public_id)}]
    if not insert_unless_there(said):
        return Message.objects.get(client_key=said.client_key)
    for file in files:
        insert_row(Attachment(message=said, file=file.file, name=file.name))
    hold(said, fresh)
    _note(fresh, Party(key, address, "", Role.ASIDE))
    index_message(said, fresh)
    emit(actor, MESSAGE_FORWARDED, subject=fresh, refs={"message": said})
    return said


def _addressee(conversation: Conversation, to: str) -> tuple[str, str]:
    address = to.strip()
    return address, key_of_addressee(conversation, address, field="to")


def _check(conversation: Conversation, text: str, files: Sequence[Attachment]) -> None:
    can = capabilities_of(conversation)
    if not can.has_copies:
        raise BadInput(_("Nothing can be forwarded on this channel."), field="to")
    enclosed = [Enclosed(file.name, file.file.size, file.file.content_type) for file in files]
    check_answer(can, text=text, files=enclosed)


def _note(conversation: Conversation, party: Party) -> None:
    conversation.people = given_role(conversation.people, party)
    conversation.message_count += 1
    save_turn(conversation, "message_count", "parties")
