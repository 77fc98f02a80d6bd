"""Clocks of conversations for tests."""

from __future__ import annotations

from datetime import UTC, datetime

from saath.conversations.models import Conversation
from saath.promises.models import Clock

# A Monday morning, in open hours.
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


def clocks_of(conversation: Conversation, *kinds: str) -> list[Clock]:
    """Return the clocks of a conversation of some kinds, in the order of their beginning."""
    rows = Clock.objects.filter(conversation=conversation)
    return list((rows.filter(kind__in=kinds) if kinds else rows).order_by("started_at", "id"))


def stand(conversation: Conversation, *kinds: str) -> list[tuple[str, str, bool]]:
    """Return kind, outcome and whether it runs, of each clock."""
    return [
        (c.kind, c.outcome, c.running_since is not None and not c.outcome)
        for c in clocks_of(conversation, *kinds)
    ]
