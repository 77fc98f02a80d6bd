"""What the learner can be taught, read before anything is locked: telling the words of a mail takes its time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Min

from saath.conversations.models import Conversation, Message, SpamMemory
from saath.conversations.spam.memory import key_of_store, slots_of_message

LOOK_BACK = 2_000
"""Answers of ours that are looked at: of a long history its newest are enough."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A conversation by the slots of the mail that opened it."""

    conversation_id: int
    slots: frozenset[int]


@dataclass(frozen=True, slots=True)
class Answered:
    """Lessons from the conversations of our answers after one and up to another."""

    after: int
    up_to: int
    lessons: tuple[Lesson, ...] = ()
    has_more: bool = False


def answered_lessons(*, limit: int) -> Answered:
    """Return what the next answers of colleagues, at most `limit`, have to teach: what people answer is wanted."""
    after = SpamMemory.objects.values_list("answered_to", flat=True).first() or 0
    answers = Message.objects.filter(pk__gt=after, direction=Message.Direction.OUT, is_automatic=False)
    oldest = answers.order_by("-pk").values_list("pk", flat=True)[LOOK_BACK - 1 : LOOK_BACK].first()
    batch = list(
        answers.filter(pk__gte=oldest or 0).order_by("pk").values_list("pk", "conversation_id")[:limit]
    )
    if not batch:
        return Answered(after, after)
    untaught = Conversation.objects.filter(pk__in={pk for _, pk in batch}, taught="")
    wanted = untaught.exclude(state=Conversation.State.SPAM).values_list("pk", flat=True)
    return Answered(after, batch[-1][0], lessons_of(list(wanted)), has_more=len(batch) == limit)


def lessons_of(conversation_ids: Collection[int]) -> tuple[Lesson, ...]:
    """Return the lessons of these conversations; one that no mail of a person opened has none."""
    written = Message.objects.filter(
        conversation__in=conversation_ids, direction=Message.Direction.IN, is_automatic=False
    )
    firsts = written.order_by().values("conversation").annotate(first=Min("pk")).values("first")
    mails = Message.objects.filter(pk__in=firsts).select_related("identity")
    key = key_of_store()
    return tuple(Lesson(mail.conversation_id, slots_of_message(mail, key)) for mail in mails)
