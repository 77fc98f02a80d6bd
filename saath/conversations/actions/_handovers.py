"""What giving a conversation to somebody has in common with answering it."""

from __future__ import annotations

from saath.conversations.models import Conversation, Handover
from saath.core.clock import now
from saath.core.errors import NotFound
from saath.stores.models import Member


def settle_handovers(conversation: Conversation, **whose: int | None) -> int:
    """Let what was handed over be done with, and return how much that was; asks nothing where nothing ever was."""
    if not conversation.handover_count:
        return 0
    waiting = Handover.objects.filter(conversation=conversation, settled_at=None, **whose)
    return waiting.update(settled_at=now())


def refuse_who_left(to: Member | None) -> None:
    """Raise `NotFound` for a member who works here no more."""
    if to is not None and not to.is_active:
        raise NotFound()
