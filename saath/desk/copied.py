"""Those who get a copy, as the composer shows them."""

from __future__ import annotations

from typing import Any

from saath.conversations.accounts import capabilities_of
from saath.conversations.models import Conversation
from saath.conversations.parties import IN_COPY, Role, with_role


def copies_context(conversation: Conversation) -> dict[str, Any]:
    """Return what the composer shows of those who get a copy."""
    people = conversation.people
    return {
        "can_copy": capabilities_of(conversation).has_copies,
        "copied": with_role(people, *IN_COPY),
        "offered": with_role(people, Role.OFFERED),
    }
