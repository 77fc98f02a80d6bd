"""What the store's learner takes in: what its people said of a mail."""

from __future__ import annotations

from collections.abc import Iterable

from saath.conversations.actions.triage import locked
from saath.conversations.models import Conversation, Message
from saath.conversations.spam.learner import Learner
from saath.conversations.spam.memory import held_memory, key_of_store, learner_of, slots_of_message
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

LOOK_BACK = 2_000
State, Reason, Taught = Conversation.State, Conversation.SpamReason, Conversation.Taught
LEARNS_FROM = (Reason.COLLEAGUE, Reason.BLOCKED)
"""Reasons that are the store's own word. What the learner found by itself teaches it nothing, nor does a flag in a mail: any
sender may write one onto words that the store's customers use, so that theirs look like spam."""


@action
def learn_one(actor: Actor, conversation: Conversation) -> None:
    """Teach the learner what a conversation is by now, taking back what it was taught before; once, however often asked."""
    fresh = locked(conversation)
    if fresh.state != State.SPAM or fresh.spam_reason in LEARNS_FROM:
        _learn([fresh], Taught.SPAM if fresh.state == State.SPAM else Taught.WANTED)


@action
def learn_answered(actor: Actor, *, limit: int) -> bool:
    """Teach the learner some conversations that a colleague answered as wanted; return whether there are more.

    What people answer is the wanted mail, and nobody has to say so. Of a long history its newest `LOOK_BACK` answers
    are enough.
    """
    memory = held_memory()
    answers = Message.objects.filter(
        pk__gt=memory.answered_to, direction=Message.Direction.OUT, is_automatic=False
    )
    oldest = answers.order_by("-pk").values_list("pk", flat=True)[LOOK_BACK - 1 : LOOK_BACK].first()
    batch = list(
        answers.filter(pk__gte=oldest or 0).order_by("pk").values_list("pk", "conversation_id")[:limit]
    )
    if batch:
        memory.answered_to = batch[-1][0]
        memory.save(update_fields=["answered_to"])
        found = Conversation.objects.filter(pk__in={pk for _, pk in batch}, taught="")
        _learn(list(found.exclude(state=State.SPAM)), Taught.WANTED)
    return len(batch) == limit


def _learn(conversations: Iterable[Conversation], kind: str) -> None:
    lessons = [each for each in conversations if each.taught != kind]
    if not lessons:
        return
    memory, key = held_memory(), key_of_store()
    learner = learner_of(memory)
    for conversation in lessons:
        _teach(learner, conversation, kind, key)
    memory.counts = learner.packed()
    memory.spam_mails, memory.wanted_mails = learner.spam_mails, learner.wanted_mails
    memory.version += 1
    memory.save(update_fields=["counts", "spam_mails", "wanted_mails", "version"])


def _teach(learner: Learner, conversation: Conversation, kind: str, key: bytes) -> None:
    written = Message.objects.filter(
        conversation=conversation, direction=Message.Direction.IN, is_automatic=False
    )
    first = written.select_related("identity").order_by("id").first()
    if first is None:
        return
    slots = slots_of_message(first, key)
    if conversation.taught:
        learner.teach(slots, is_spam=conversation.taught == Taught.SPAM, count=-1)
    learner.teach(slots, is_spam=kind == Taught.SPAM)
    Conversation.objects.filter(pk=conversation.pk).update(taught=kind)
