"""What asking aside, being answered and giving up have in common: parts of their actions."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import F

from saath.conversations.actions.triage import locked
from saath.conversations.actions.turns import due_for
from saath.conversations.events import ASIDE_ANSWERED
from saath.conversations.models import Conversation, Message, SideAnswer, SideQuestion
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.timeline.emit import emit

State = Conversation.State


def held_question(question: SideQuestion) -> tuple[SideQuestion, Conversation]:
    """Return a question as it is now and its conversation, both held; raises `NotFound`."""
    conversation = locked(question.message.conversation)
    loaded = SideQuestion.objects.select_related("message__conversation", "outsider", "asked_by", "store")
    fresh = loaded.select_for_update(of=("self",)).filter(pk=question.pk).first()
    if fresh is None:
        raise NotFound()
    fresh.message.conversation = conversation
    return fresh, conversation


def show_asked(conversation: Conversation) -> None:
    """Show on a conversation for whom it waits and until when, for lists. The caller saves."""
    waiting = SideQuestion.objects.filter(
        message__conversation=conversation, answered_at=None, ended_at=None, expires_at__gt=now()
    )
    first = waiting.order_by("due_at", "id").annotate(kind=F("outsider__kind")).first()
    conversation.aside_due_at = first.due_at if first else None
    conversation.aside_kind = first.kind if first else ""


def bring_back(conversation: Conversation) -> None:
    """Let a conversation that rests be answered now: a customer waits for nothing yet. The caller saves."""
    if conversation.state not in (State.PENDING, State.SNOOZED):
        return
    conversation.state, conversation.due_at = State.OPEN, due_for(conversation, now())
    conversation.snoozed_until = conversation.snoozed_by = None


def take_mailed_answer(
    actor: Actor, conversation: Conversation, message: Message, *, chain: Collection[str]
) -> None:
    """Take a mail of somebody who is asked aside for the answer to the question that it answers, else to their newest.

    `chain` are the mails that it refers to. The caller saves the conversation.
    """
    if message.direction != Message.Direction.NOTE or message.is_automatic or message.identity is None:
        return
    standing = SideQuestion.objects.filter(
        message__conversation=conversation,
        outsider__key=message.identity.key,
        ended_at=None,
        expires_at__gt=now(),
    )
    asked = standing.order_by("id")
    named = asked.filter(message__keys__key__in=chain).last()
    question = named or asked.filter(answered_at=None).last() or asked.last()
    if question is not None:
        enter_answer(actor, question, conversation, message)


def enter_answer(actor: Actor, question: SideQuestion, conversation: Conversation, said: Message) -> None:
    """Write down that a question was answered with a note. The caller saves the conversation."""
    insert_row(SideAnswer(question=question, message=said))
    if question.answered_at is None:
        SideQuestion.objects.filter(pk=question.pk).update(answered_at=now())
        show_asked(conversation)
    asker = {"member": question.asked_by} if question.asked_by else {}
    emit(actor, ASIDE_ANSWERED, subject=conversation, refs={"message": said, **asker})
