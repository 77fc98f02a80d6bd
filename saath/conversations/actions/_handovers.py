"""What giving a conversation to somebody has in common with answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from saath.conversations.models import Conversation, Handover
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.stores.models import Member


def settle_handovers(conversation: Conversation, *, at: datetime | None = None, **whose: int | None) -> int:
    """Let what was handed over be done with, and return how much that was; asks nothing where nothing ever was."""
    if not conversation.handover_count:
        return 0
    waiting = Handover.objects.filter(conversation=conversation, settled_at=None, **whose)
    return waiting.update(settled_at=at or now())


def forget_handover(conversation: Conversation, public_id: UUID) -> int:
    """Forget a hand-over that was a slip, and show again what it had settled; return how many that was, 0 or 1."""
    slip = Handover.objects.filter(conversation=conversation, public_id=public_id).first()
    if slip is None:
        return 0
    before = Handover.objects.filter(conversation=conversation, settled_at=slip.created_at)
    before.update(settled_at=None)
    slip.delete()
    return 1


def refuse_who_left(to: Member | None) -> None:
    """Raise `NotFound` for a member who works here no more."""
    if to is not None and not to.is_active:
        raise NotFound()
