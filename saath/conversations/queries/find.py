"""From words to conversations."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.queries.inbox import ConversationRow, list_conversations
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id


@dataclass(frozen=True, slots=True)
class Found:
    """The newest conversations that hold the words, and what to give as `before` for older ones."""

    rows: tuple[ConversationRow, ...]
    next: int | None

    @property
    def is_capped(self) -> bool:
        """Tell whether older ones were left out, so that the page must say so."""
        return self.next is not None


def find_conversations(
    actor: Actor, question: str, *, before: int | None = None, is_typing: bool = False
) -> Found:
    """Return the conversations in which one message, with its names and references, holds every word."""
    actor.require("conversation.read")
    if not question:
        return Found((), None)
    page = index.find(current_store_id(), question, before=before, is_typing=is_typing)
    return Found(list_conversations(actor, page.conversation_ids), page.next)
