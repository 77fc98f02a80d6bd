"""Whom an answer to all reaches."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.models import Conversation

# Not those that are solved already, nor spam; what was merged away has its words elsewhere.
ANSWERABLE = (Conversation.State.OPEN, Conversation.State.PENDING, Conversation.State.SNOOZED)


@dataclass(frozen=True, slots=True)
class Look:
    """What the sender of an answer to all saw of those whom it reaches: the newest message, and how often one was linked."""

    newest_id: int
    link_count: int
