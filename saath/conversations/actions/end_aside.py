"""Ending a question to somebody outside, and taking that back."""

from __future__ import annotations

from saath.conversations.actions._aside import held_question, show_asked
from saath.conversations.actions.turns import save_turn
from saath.conversations.aside.jobs import watch_question
from saath.conversations.events import ASIDE_ENDED, ASIDE_RESUMED
from saath.conversations.jobs import deliver
from saath.conversations.models import Delivery, SideQuestion
from saath.core.clock import now
from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def end_question(actor: Actor, question: SideQuestion) -> SideQuestion:
    """Take a question back, or close one that was answered; a mail that has not left stays here. Raises `Forbidden`."""
    actor.require("conversation.reply")
    fresh, conversation = held_question(question)
    if fresh.ended_at is not None:
        return fresh
    fresh.ended_at = now()
    fresh.save(update_fields=["ended_at"])
    held = Delivery.objects.filter(message=fresh.message_id, state=Delivery.State.HELD)
    held.update(state=Delivery.State.UNDONE)
    show_asked(conversation)
    save_turn(conversation)
    emit(actor, ASIDE_ENDED, subject=conversation, changed=["aside_due_at"])
    return fresh


@action
def resume_question(actor: Actor, question: SideQuestion) -> SideQuestion:
    """Let a question that was ended be answered again; its link is the same. Raises `Forbidden`."""
    actor.require("conversation.reply")
    fresh, conversation = held_question(question)
    if fresh.ended_at is None:
        return fresh
    fresh.ended_at = None
    fresh.save(update_fields=["ended_at"])
    _let_leave(fresh)
    show_asked(conversation)
    save_turn(conversation)
    watch_question(fresh)
    emit(actor, ASIDE_RESUMED, subject=conversation, changed=["aside_due_at"])
    return fresh


def _let_leave(question: SideQuestion) -> None:
    """Send the mail after all that was kept here when its question was taken back."""
    kept = Delivery.objects.filter(message=question.message_id, state=Delivery.State.UNDONE).first()
    if kept is None:
        return
    kept.state, kept.leaves_at = Delivery.State.QUEUED, now()
    kept.save(update_fields=["state", "leaves_at"])
    enqueue(deliver, kept.pk, key=f"deliver:{kept.pk}")
