"""Those who get a copy, as the composer shows them."""

from __future__ import annotations

from typing import Any

from saath.channels.base import Capabilities
from saath.conversations.models import Conversation
from saath.conversations.parties import IN_COPY, Role, with_role


def copies_context(conversation: Conversation, can: Capabilities) -> dict[str, Any]:
    """Return what the composer shows of those who get a copy, where the channel of the answer knows copies."""
    people = conversation.people
    return {
        "can_copy": can.has_copies,
        "copied": with_role(people, *IN_COPY),
        "offered": with_role(people, Role.OFFERED),
    }
