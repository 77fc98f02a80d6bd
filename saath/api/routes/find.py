"""Finding conversations by any words in them, as the search of the desk does."""

from __future__ import annotations

from ninja import Query, Router
from pydantic import Field

from saath.api.operations import reads
from saath.api.request import ApiRequest
from saath.api.routes.conversations import READ
from saath.api.shapes import Page, Paging
from saath.api.shapes.conversations import Conversation, conversation_shape
from saath.conversations.queries.find import find_conversations as find
from saath.conversations.queries.whole import list_whole_conversations

router = Router(tags=["conversations"])
LONGEST_QUESTION = 200


class WordsAsked(Paging):
    """Which words; those in double quotes are found as they are written only."""

    q: str = Field(min_length=1, max_length=LONGEST_QUESTION)


@reads(router, "/find", Page[Conversation], scope=READ)
def find_conversations(request: ApiRequest, asked: Query[WordsAsked]) -> Page[Conversation]:
    """List the conversations in which one message, with its names and references, holds every word, the newest first."""
    found = find(request.actor, asked.q.strip(), cursor=asked.cursor, limit=asked.limit)
    rows = list_whole_conversations(request.actor, [each.id for each in found.rows])
    return Page(items=[conversation_shape(each) for each in rows], next_cursor=found.next_cursor or None)
