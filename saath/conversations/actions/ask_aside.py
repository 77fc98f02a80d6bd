"""Asking somebody outside aside: by a mail with a link, or by the link alone; the customer learns nothing of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from saath.conversations.accounts import capabilities_of
from saath.conversations.actions._aside import show_asked
from saath.conversations.actions._outgoing import hold, written
from saath.conversations.actions.outsiders import Entry, add_outsider
from saath.conversations.actions.said import index_message
from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import save_turn
from saath.conversations.aside.jobs import watch_question
from saath.conversations.aside.rules import FURTHEST, LINK_LASTS
from saath.conversations.aside.words import subject_of, words_shown
from saath.conversations.events import ASIDE_ASKED
from saath.conversations.limits import Enclosed, check_answer
from saath.conversations.models import Attachment, Conversation, Message, Outsider, SideQuestion
from saath.conversations.outsiders import key_of_addressee
from saath.conversations.parties import Party, Role, given_role
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row, update_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit_row


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked by when, and what is shown besides: messages and files of the same conversation.

    With `is_mailed` it goes to the outsider's address; else a colleague passes the link on.
    """

    text: str
    due_at: datetime
    shown: Sequence[Message] = ()
    files: Sequence[Attachment] = ()
    is_mailed: bool = True


@action
def ask_aside(
    actor: Actor, conversation: Conversation, *, outsider: Outsider | Entry, asking: Asking, client_key: str
) -> SideQuestion:
    """Ask somebody outside, who answers by link until the question is closed; whoever asks takes a conversation of nobody.

    Who is not in the book yet is written into it.

    A mail is held like an answer; the same `client_key` again returns the same question. Raises `Forbidden`, `BadInput` in
    words, `Conflict` for spam and what is solved.
    """
    actor.require("conversation.reply")
    fresh = locked(conversation)
    asked_before = (
        SideQuestion.objects.select_related("message").filter(message__client_key=client_key).first()
    )
    if asked_before is not None:
        return asked_before
    _check(fresh, asking)
    if isinstance(outsider, Entry):
        outsider = add_outsider(actor, entry=outsider)
    address = _address(fresh, outsider) if asking.is_mailed else ""
    said = _note(actor, fresh, outsider, asking, client_key)
    question = SideQuestion(
        outsider=outsider,
        asked_by_id=actor.member_id,
        due_at=asking.due_at,
        expires_at=asking.due_at + LINK_LASTS,
    )
    said.recipients = [
        {"address": address, "name": outsider.name, "cc": False, "question": str(question.public_id)}
    ]
    insert_row(said)
    for file in asking.files:
        insert_row(Attachment(message=said, file=file.file, name=file.name))
    question.message = said
    question.event_id = emit_row(actor, ASIDE_ASKED, subject=fresh, refs={"message": said}).pk
    insert_row(question)
    outsider.last_asked_at = now()
    update_row(outsider, "last_asked_at")
    if asking.is_mailed:
        hold(said, fresh)
        fresh.people = given_role(fresh.people, Party(outsider.key, address, outsider.name, Role.ASIDE))
    _keep(actor, fresh, said)
    watch_question(question)
    return question


def _check(conversation: Conversation, asking: Asking) -> None:
    if conversation.state in (Conversation.State.SPAM, Conversation.State.SOLVED):
        raise Conflict(
            _("This is closed: nobody would wait for the answer."), what_to_do=_("Take it up again first.")
        )
    if not asking.text.strip():
        raise BadInput(_("Write what you want to know."), field="text")
    if not now() < asking.due_at <= now() + FURTHEST:
        raise BadInput(
            _("A question needs a time that is still to come, within a month."),
            what_to_do=_("Pick another time."),
            field="due_at",
        )


def _address(conversation: Conversation, outsider: Outsider) -> str:
    """Return where the mail goes; raises `BadInput` in words."""
    if not outsider.address:
        raise BadInput(
            _("%(name)s has no e-mail address here.") % {"name": outsider.name},
            what_to_do=_("Write the address down, or take the link and send it yourself."),
            field="address",
        )
    if not capabilities_of(conversation).has_copies:
        raise BadInput(
            _("Nothing can be mailed on this channel."),
            what_to_do=_("Take the link and send it yourself."),
            field="way",
        )
    key_of_addressee(conversation, outsider.address, field="address")
    return outsider.address


def _note(
    actor: Actor, conversation: Conversation, outsider: Outsider, asking: Asking, client_key: str
) -> Message:
    """Return the question as a note; its folded text is what is shown besides."""
    said = written(actor, Message.Direction.NOTE, asking.text, client_key, has_words_already=False)
    shown = words_shown(conversation, asking.shown, language=outsider.language)
    if asking.is_mailed:
        enclosed = [Enclosed(each.name, each.file.size, each.file.content_type) for each in asking.files]
        check_answer(capabilities_of(conversation), text=asking.text + shown, files=enclosed)
    said.conversation, said.folded_text = conversation, shown
    said.subject = subject_of(outsider.store, outsider, asking.text)
    said.language, said.has_attachments = said.language or outsider.language, bool(asking.files)
    said.sent_at = now()
    return said


def _keep(actor: Actor, conversation: Conversation, said: Message) -> None:
    show_asked(conversation)
    if conversation.assignee_id is None:
        conversation.assignee_id = actor.member_id
    conversation.message_count += 1
    save_turn(conversation, "message_count", "parties", "assignee")
    index_message(said, conversation)
