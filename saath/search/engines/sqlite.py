"""SQLite: an FTS5 table, read from its newest row back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import connection

from saath.language.folding import FOLDING_VERSION
from saath.search.documents import alike_token, block_token
from saath.search.engines.base import Entry, Match
from saath.search.query import Condition, Query
from saath.search.windows import Window

_MATCHES = """
    SELECT document.message_id, document.conversation_id
    FROM search_tokens JOIN search_document AS document ON document.message_id = search_tokens.rowid
    WHERE search_tokens MATCH %s AND search_tokens.rowid BETWEEN %s AND %s AND document.store_id = %s
    ORDER BY search_tokens.rowid DESC LIMIT %s
"""
_OF_CONVERSATIONS = """
    SELECT DISTINCT document.conversation_id
    FROM search_document AS document JOIN search_tokens ON search_tokens.rowid = document.message_id
    WHERE document.store_id = %s AND document.conversation_id IN ({places})
      AND document.message_id BETWEEN %s AND %s AND search_tokens MATCH %s
"""
_DOCUMENT = """
    INSERT OR REPLACE INTO search_document (message_id, store_id, conversation_id, folding_version)
    VALUES (%s, %s, %s, %s)
"""


class SqliteEngine:
    """FTS5 walks the lists of a query's tokens side by side from the end, so it stops when it has enough."""

    def write(self, store_id: int, entries: Sequence[Entry]) -> None:
        """Put documents in, each in place of what was there of its message."""
        with connection.cursor() as cursor:
            for entry in entries:
                values = (entry.message_id, store_id, entry.conversation_id, FOLDING_VERSION)
                cursor.execute("DELETE FROM search_tokens WHERE rowid = %s", (entry.message_id,))
                cursor.execute(_DOCUMENT, values)
                cursor.execute(
                    "INSERT INTO search_tokens (rowid, tokens) VALUES (%s, %s)",
                    (entry.message_id, " ".join(entry.tokens)),
                )

    def matches(self, store_id: int, query: Query, window: Window, *, limit: int) -> Iterator[Match]:
        """Return the newest matches of a window, newest first."""
        asked = (_match_text(store_id, query, window), window.oldest, window.newest, store_id, limit)
        with connection.cursor() as cursor:
            cursor.execute(_MATCHES, asked)
            for row in cursor:
                yield Match(*row)

    def conversations_matching(
        self, store_id: int, query: Query, window: Window, conversation_ids: Sequence[int]
    ) -> set[int]:
        """Return those of the conversations that have a match in the window."""
        sql = _OF_CONVERSATIONS.format(places=", ".join(["%s"] * len(conversation_ids)))
        text = _match_text(store_id, query, window)
        with connection.cursor() as cursor:
            cursor.execute(sql, (store_id, *conversation_ids, window.oldest, window.newest, text))
            return {row[0] for row in cursor.fetchall()}


def _match_text(store_id: int, query: Query, window: Window) -> str:
    return " AND ".join(f"({_any_of(store_id, condition, window)})" for condition in query)


def _any_of(store_id: int, condition: Condition, window: Window) -> str:
    """Return the condition in the language of FTS5; tokens are plain, so quotes are all they need."""
    terms = [f'"{alike_token(store_id, folded)}"' for folded in condition.alike]
    if condition.written:
        star = " *" if condition.is_beginning else ""
        tokens = (block_token(store_id, block, condition.written) for block in window.written_blocks)
        terms += [f'"{token}"{star}' for token in tokens]
    return " OR ".join(terms)
