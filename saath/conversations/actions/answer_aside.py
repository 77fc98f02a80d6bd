"""What somebody outside answers: a note for the team, which the customer never sees."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from saath.conversations.actions._aside import bring_back, enter_answer, held_question
from saath.conversations.actions.said import index_message, keep_files, touch
from saath.conversations.aside.rules import TAKES_ANSWERS
from saath.conversations.aside.standing import how_it_stands
from saath.conversations.models import Conversation, Message, SideQuestion
from saath.conversations.parts import SavedFile
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.core.text import storable
from saath.language.detect import detect_language
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_unless_there
from saath.tenancy.transactions import action

LONGEST_WORDS = 20_000


class NotAskedAnyMore(Conflict):
    """The question was taken back, is closed, or its time is over."""

    message = _("This question is closed.")
    what_is_safe = _("Your answer was not sent.")
    what_to_do = _("If it still matters, tell the shop.")


@action
def answer_by_link(
    actor: Actor, question: SideQuestion, *, text: str, client_key: str, files: Sequence[SavedFile] = ()
) -> Message:
    """Put an answer into the conversation; several may come. The same `client_key` again is the same answer.

    Raises `BadInput` where nothing is said, `NotAskedAnyMore`.
    """
    fresh, conversation = held_question(question)
    if how_it_stands(fresh, now()) not in TAKES_ANSWERS:
        raise NotAskedAnyMore()
    said = _note(fresh, conversation, text, client_key)
    if not (said.text or files):
        raise BadInput(
            _("There is nothing to send yet."),
            what_is_safe="",
            what_to_do=_("Write a line, or add a picture."),
            field="text",
        )
    said.has_attachments = bool(files)
    if not insert_unless_there(said):
        return Message.objects.get(client_key=client_key)
    keep_files(actor, said, files)
    enter_answer(actor, fresh, conversation, said)
    bring_back(conversation)
    touch(conversation, said)
    index_message(said, conversation)
    return said


def _note(question: SideQuestion, conversation: Conversation, words: str, client_key: str) -> Message:
    text = storable(words).replace("\r\n", "\n").strip()[:LONGEST_WORDS]
    outsider = question.outsider
    return Message(
        conversation=conversation,
        direction=Message.Direction.NOTE,
        text=text,
        language=detect_language(text).language or outsider.language,
        recipients=[{"address": "", "name": outsider.name, "cc": False, "answers": str(question.public_id)}],
        client_key=client_key,
        sent_at=now(),
    )
