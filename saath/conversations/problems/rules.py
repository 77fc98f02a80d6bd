"""Whom an answer to all reaches."""

from __future__ import annotations

from saath.conversations.models import Conversation

# Not those that are solved already, nor spam; what was merged away has its words elsewhere.
ANSWERABLE = (Conversation.State.OPEN, Conversation.State.PENDING, Conversation.State.SNOOZED)
