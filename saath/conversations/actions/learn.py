"""What the store's learner takes in: what its people said of a mail."""

from __future__ import annotations

from collections.abc import Collection

from saath.conversations.models import Conversation, SpamMemory
from saath.conversations.spam.lessons import Answered, Lesson
from saath.conversations.spam.memory import held_memory, learner_of
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

State, Reason, Taught = Conversation.State, Conversation.SpamReason, Conversation.Taught
LEARNS_FROM = (Reason.COLLEAGUE, Reason.BLOCKED)
"""Reasons that are the store's own word. What the learner found by itself teaches it nothing, nor does a flag in a mail: any
sender may write one onto words that the store's customers use, so that theirs look like spam."""


@action
def learn_one(actor: Actor, lesson: Lesson) -> None:
    """Teach the learner what a conversation is by now, taking back what it was taught before; once, however often asked."""
    memory = held_memory()
    fresh = Conversation.objects.select_for_update().filter(pk=lesson.conversation_id).first()
    if fresh is not None and fresh.taught != (kind := _lesson_of(fresh)):
        _teach(memory, [lesson], kind, instead_of=fresh.taught)


def _lesson_of(conversation: Conversation) -> str:
    """Return what a conversation teaches, '' for nothing: where spam is what others say it is."""
    if conversation.state != State.SPAM:
        return Taught.WANTED
    return Taught.SPAM if conversation.spam_reason in LEARNS_FROM else ""


@action
def learn_answered(actor: Actor, answered: Answered) -> None:
    """Teach the learner some conversations that a colleague answered as wanted; nothing where somebody did it meanwhile.

    Nobody has to say so. What was called spam since it was read is left out.
    """
    memory = held_memory()
    if memory.answered_to != answered.after:
        return
    memory.answered_to = answered.up_to
    memory.save(update_fields=["answered_to"])
    lessons = {lesson.conversation_id: lesson for lesson in answered.lessons}
    untaught = Conversation.objects.select_for_update().order_by("pk").filter(pk__in=lessons, taught="")
    wanted = untaught.exclude(state=State.SPAM).values_list("pk", flat=True)
    _teach(memory, [lessons[pk] for pk in wanted], Taught.WANTED)


def _teach(memory: SpamMemory, lessons: Collection[Lesson], kind: str, *, instead_of: str = "") -> None:
    if not lessons:
        return
    learner = learner_of(memory)
    for lesson in lessons:
        if instead_of:
            learner.teach(lesson.slots, is_spam=instead_of == Taught.SPAM, count=-1)
        if kind:
            learner.teach(lesson.slots, is_spam=kind == Taught.SPAM)
    memory.counts = learner.packed()
    memory.spam_mails, memory.wanted_mails = learner.spam_mails, learner.wanted_mails
    memory.version += 1
    memory.save(update_fields=["counts", "spam_mails", "wanted_mails", "version"])
    Conversation.objects.filter(pk__in=[lesson.conversation_id for lesson in lessons]).update(taught=kind)
