"""Reading who is asked outside, what they were asked, and what of a conversation they may be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, QuerySet

from saath.conversations.aside.rules import TAKES_ANSWERS, Stand
from saath.conversations.aside.standing import how_it_stands
from saath.conversations.models import (
    Attachment,
    Conversation,
    Message,
    Outsider,
    SideAnswer,
    SideQuestion,
)
from saath.conversations.queries.conversations import visible_conversations
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.files.models import StoredFile
from saath.tenancy.actor import Actor

MOST_OUTSIDERS, MOST_QUESTIONS, MOST_SHOWN, MOST_ANSWERS = 200, 20, 12, 50


@dataclass(frozen=True, slots=True)
class Standing:
    """A question and how it stands now."""

    question: SideQuestion
    stand: Stand

    @property
    def takes_answers(self) -> bool:
        """Whether its link still takes an answer."""
        return self.stand in TAKES_ANSWERS


@dataclass(frozen=True, slots=True)
class Said:
    """A message with its files."""

    message: Message
    files: Sequence[Attachment]


def list_outsiders(actor: Actor) -> Sequence[Outsider]:
    """Return the book of those outside, who was asked last first. Raises `Forbidden`."""
    actor.require("conversation.reply")
    book = Outsider.objects.kept().order_by(F("last_asked_at").desc(nulls_last=True), "name", "id")
    return list(book[:MOST_OUTSIDERS])


def get_outsider(actor: Actor, public_id: UUID, *, is_removed: bool = False) -> Outsider:
    """Return somebody of the book, or who was taken out of it. Raises `Forbidden`, `NotFound`."""
    actor.require("conversation.reply")
    book = Outsider.objects.filter(public_id=public_id, deleted_at__isnull=not is_removed)
    found = book.select_related("store").first()
    if found is None:
        raise NotFound()
    return found


def get_question(actor: Actor, public_id: UUID) -> SideQuestion:
    """Return a question with its conversation. Raises `Forbidden`, `NotFound`."""
    visible = visible_conversations(actor)
    loaded = SideQuestion.objects.select_related("message__conversation", "outsider", "asked_by", "store")
    found = loaded.filter(public_id=public_id, message__conversation__in=visible).first()
    if found is None:
        raise NotFound()
    return found


def questions_of(actor: Actor, conversation: Conversation) -> Sequence[Standing]:
    """Return what was asked aside in a conversation, newest first, and how each question stands. Raises `Forbidden`."""
    actor.require("conversation.read")
    loaded = SideQuestion.objects.select_related("message__conversation", "outsider", "asked_by")
    asked = loaded.filter(message__conversation=conversation).order_by("-id")[:MOST_QUESTIONS]
    at = now()
    return [Standing(each, how_it_stands(each, at)) for each in asked]


def shown_aside(actor: Actor, conversation: Conversation) -> Sequence[Said]:
    """Return the newest messages of which somebody outside may be shown: never a note of the team. Raises `Forbidden`."""
    actor.require("conversation.reply")
    said = Message.objects.filter(conversation=conversation, is_automatic=False)
    outward = said.exclude(direction=Message.Direction.NOTE).select_related("identity", "author", "store")
    newest = list(outward.order_by("-created_at", "-id")[:MOST_SHOWN])
    return _with_files(newest)


def files_shown(question: SideQuestion) -> Sequence[Attachment]:
    """Return the files that go with a question."""
    return list(_files().filter(message=question.message_id))


def answers_of(question: SideQuestion) -> Sequence[Said]:
    """Return what was answered to a question, oldest first, for whoever has its link."""
    answers = SideAnswer.objects.filter(question=question).select_related("message").order_by("id")
    return _with_files([each.message for each in answers[:MOST_ANSWERS]])


def _with_files(messages: Sequence[Message]) -> Sequence[Said]:
    found: dict[int, list[Attachment]] = defaultdict(list)
    having = [each.pk for each in messages if each.has_attachments]
    for file in _files().filter(message__in=having) if having else ():
        found[file.message_id].append(file)
    return [Said(each, found[each.pk]) for each in messages]


def _files() -> QuerySet[Attachment]:
    kept = Attachment.objects.filter(file__kind=StoredFile.Kind.ATTACHMENT)
    return kept.select_related("file").order_by("id")
