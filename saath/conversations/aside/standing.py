"""The facts of a question as its rules take them."""

from __future__ import annotations

from datetime import datetime

from saath.conversations.aside.rules import Asked, Stand, stand_of
from saath.conversations.models import Conversation, SideQuestion

OVER = (Conversation.State.SOLVED, Conversation.State.SPAM)


def asked_of(question: SideQuestion, conversation: Conversation) -> Asked:
    """Return what is known of a question in its conversation."""
    return Asked(
        asked_at=question.created_at,
        due_at=question.due_at,
        expires_at=question.expires_at,
        reminded_at=question.reminded_at,
        overdue_at=question.overdue_at,
        answered_at=question.answered_at,
        ended_at=question.ended_at,
        is_over=conversation.state in OVER,
    )


def how_it_stands(question: SideQuestion, now: datetime) -> Stand:
    """Return how a loaded question stands; needs its message's conversation."""
    return stand_of(asked_of(question, question.message.conversation), now)
