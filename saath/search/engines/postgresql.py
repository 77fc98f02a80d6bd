"""PostgreSQL: a tsvector of our tokens under a GIN index, asked window by window."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection

from saath.language.folding import FOLDING_VERSION
from saath.search.documents import alike_token, block_token
from saath.search.engines.base import Entry, Match
from saath.search.query import Condition, Query
from saath.search.windows import LEVELS, Window
from saath.tenancy.rows import write_later

# Materialized, so that the planner cannot walk the messages backwards and test each one instead.
_MATCHES = """
    WITH hit AS MATERIALIZED (
        SELECT message_id, conversation_id, store_id FROM search_document WHERE {conditions}
    )
    SELECT message_id, conversation_id FROM hit
    WHERE store_id = %s AND message_id BETWEEN %s AND %s ORDER BY message_id DESC LIMIT %s
"""
_OF_CONVERSATIONS = """
    SELECT DISTINCT conversation_id FROM search_document
    WHERE {conditions} AND store_id = %s AND conversation_id = ANY(%s) AND message_id BETWEEN %s AND %s
"""
_CONDITION = "tokens @@ %s::tsquery"
_DOCUMENT = """INSERT INTO search_document (message_id, store_id, conversation_id, folding_version, tokens)
    VALUES (%s, %s, %s, %s, array_to_tsvector(string_to_array(%s, ' ')))
    ON CONFLICT (message_id) DO UPDATE SET
        store_id = EXCLUDED.store_id, conversation_id = EXCLUDED.conversation_id,
        folding_version = EXCLUDED.folding_version, tokens = EXCLUDED.tokens
"""


class PostgresqlEngine:
    """A document also holds a token for each block that it lies in: the window is one more word to match.

    Each word is a condition of its own: between conditions GIN leaps to the next place where all may be
    met, within one it would step through all of a word's matches, from the oldest.
    """

    def write(self, store_id: int, entries: Sequence[Entry]) -> None:
        """Put documents in, each in place of what was there of its message."""
        for entry in entries:
            tokens = " ".join((*entry.tokens, *block_tokens(store_id, entry.message_id)))
            values = [entry.message_id, store_id, entry.conversation_id, FOLDING_VERSION, tokens]
            write_later("search_document", _DOCUMENT, values)

    def matches(self, store_id: int, query: Query, window: Window, *, limit: int) -> Iterable[Match]:
        """Return the newest matches of a window, newest first."""
        conditions = [*_window_condition(store_id, window), *_conditions(store_id, query, window)]
        values = (*conditions, store_id, window.oldest, window.newest, limit)
        return [Match(*row) for row in _rows(_MATCHES, len(conditions), values)]

    def conversations_matching(
        self, store_id: int, query: Query, window: Window, conversation_ids: Sequence[int]
    ) -> set[int]:
        """Return those of the conversations that have a match in the window."""
        conditions = _conditions(store_id, query, window)
        values = (*conditions, store_id, list(conversation_ids), window.oldest, window.newest)
        return {row[0] for row in _rows(_OF_CONVERSATIONS, len(conditions), values)}


def _rows(sql: str, conditions: int, values: Sequence[Any]) -> list[tuple[int, ...]]:
    """Run a statement with that many conditions on the tokens."""
    with connection.cursor() as cursor:
        cursor.execute(sql.format(conditions=" AND ".join([_CONDITION] * conditions)), values)
        rows: list[tuple[int, ...]] = cursor.fetchall()
        return rows


def block_tokens(store_id: int, message_id: int) -> Iterator[str]:
    """Return the tokens of the blocks that a message lies in, one for each size."""
    return (_window_token(store_id, level, message_id >> level) for level in LEVELS)


def _window_token(store_id: int, level: int, block: int) -> str:
    return f"{store_id}v{level}x{block}"


def _window_condition(store_id: int, window: Window) -> list[str]:
    if window.level is None:
        return []
    return [" | ".join(_window_token(store_id, window.level, block) for block in window.blocks)]


def _conditions(store_id: int, query: Query, window: Window) -> list[str]:
    """Return each condition in the language of tsquery; tokens are plain, so no parser of words is needed."""
    return [" | ".join(_any_of(store_id, condition, window)) for condition in query]


def _any_of(store_id: int, condition: Condition, window: Window) -> list[str]:
    terms = [alike_token(store_id, folded) for folded in condition.alike]
    if condition.written:
        star = ":*" if condition.is_beginning else ""
        terms += [block_token(store_id, block, condition.written) + star for block in window.written_blocks]
    return terms
