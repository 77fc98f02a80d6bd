"""Conversations of another help desk, ready to be written down: who and what is known by then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from saath.conversations.models import Conversation, Message
from saath.conversations.parts import SavedParts
from saath.customers.models import Identity

NO_PARTS = SavedParts()


@dataclass(frozen=True, slots=True)
class PastMessage:
    """One thing that was said then. `identity` is who wrote it from outside, `author_id` a member, else `former_author`.

    `key` is the other desk's own name of it.
    """

    key: str
    at: datetime
    direction: Message.Direction
    text: str
    folded_text: str = ""
    identity: Identity | None = None
    author_id: int | None = None
    former_author: str = ""
    is_automatic: bool = False
    parts: SavedParts = NO_PARTS


@dataclass(frozen=True, slots=True)
class PastConversation:
    """A conversation as it stood there. `values` are those of our fields, by their row."""

    identity: Identity
    at: datetime
    state: Conversation.State
    subject: str
    messages: tuple[PastMessage, ...]
    assignee_id: int | None = None
    follows: Conversation | None = None
    priority: Conversation.Priority = Conversation.Priority.NORMAL
    tags: tuple[str, ...] = ()
    values: Mapping[int, str] = field(default_factory=dict)
