"""From words to conversations."""

from __future__ import annotations

from dataclasses import dataclass

from saath.conversations.queries.inbox import ConversationRow, list_conversations
from saath.core.paging import open_cursor, seal_cursor
from saath.search import index
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id

PAGE_ROWS = 50


@dataclass(frozen=True, slots=True)
class Found:
    """The newest conversations that hold the words, and the cursor of older ones, empty where there are none."""

    rows: tuple[ConversationRow, ...]
    next_cursor: str

    @property
    def is_capped(self) -> bool:
        """Tell whether older ones were left out, so that the page must say so."""
        return bool(self.next_cursor)


def find_conversations(
    actor: Actor, question: str, *, cursor: str = "", limit: int = PAGE_ROWS, is_typing: bool = False
) -> Found:
    """Return the conversations in which one message, with its names and references, holds every word.

    Raises `Forbidden`, `BadInput` for a cursor of another shop.
    """
    actor.require("conversation.read")
    if not question:
        return Found((), "")
    store_id = current_store_id()
    listing = f"found:{store_id}"
    before = int(open_cursor(cursor, listing)[0]) if cursor else None
    page = index.find(store_id, question, limit=limit, before=before, is_typing=is_typing)
    next_cursor = "" if page.next is None else seal_cursor(listing, [page.next])
    return Found(list_conversations(actor, page.conversation_ids), next_cursor)
