"""Where the record of who was there begins."""

from __future__ import annotations

from saath.chats.models import StaffedSpell
from saath.core.clock import now


def begin_record() -> None:
    """Begin anew where the chat is switched on: while it was off, nobody was promised anybody."""
    at = now()
    StaffedSpell.objects.create(starts_at=at, ends_at=at, is_posted=False, is_staffed=False)
