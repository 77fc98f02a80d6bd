"""What giving a conversation to somebody has in common with answering it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from saath.conversations.models import Conversation, Handover
from saath.core.clock import now
from saath.core.errors import BadInput, NotFound
from saath.core.text import storable
from saath.stores.models import Member

LONGEST_REASON = 200
SHORTEST_SUMMARY, LONGEST_SUMMARY = 10, 1000


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


def checked_words(reason: str, words: str, summary: str) -> tuple[str, str]:
    """Return what is said of a hand-over as it is stored; raises `BadInput`."""
    words, summary = " ".join(storable(words).split()), storable(summary).replace("\r\n", "\n").strip()
    if reason not in Handover.Reason.values:
        raise BadInput(_("Choose why it goes to somebody else."), field="reason")
    if reason == Handover.Reason.OTHER and not words:
        raise BadInput(_("Write the reason in a few words."), field="words")
    if len(words) > LONGEST_REASON:
        raise BadInput(_("That is too long for a reason."), field="words")
    if not SHORTEST_SUMMARY <= len(summary) <= LONGEST_SUMMARY:
        raise BadInput(_("Write in one to five lines what the next person must know."), field="summary")
    return words, summary
