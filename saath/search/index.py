"""The index: put messages in, find conversations.

The tables have no row-level security, which would turn the full-text index off: each function takes
the store first, and every token in them begins with the store.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import closing
from dataclasses import dataclass, replace

from saath.search.documents import SearchDocument, document_tokens
from saath.search.engines import engine
from saath.search.engines.base import Entry, Match
from saath.search.models import Document
from saath.search.query import Query, parse_query
from saath.search.windows import Window, windows_back_from
from saath.tenancy.prepared import Prepared
from saath.tenancy.transactions import read_transaction

MOST_MATCHES = 1_000
"""Messages looked at for one page."""
NEWEST = Prepared(
    lambda: (
        Document.objects.filter(message_id__gte=0)
        .order_by("-message_id")
        .values_list("message_id", flat=True)[:1]
    )
)

__all__ = ["MOST_MATCHES", "SearchDocument", "SearchPage", "find", "move", "put", "put_many", "remove"]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Conversations that match, the one with the newest matching message first."""

    conversation_ids: tuple[int, ...]
    next: int | None = None
    """Give it as `before` for the following page; None when there is none."""

    @property
    def is_capped(self) -> bool:
        """Whether there may be more than this page shows, so that it must say so."""
        return self.next is not None


def put(store_id: int, document: SearchDocument) -> None:
    """Index a message in the caller's transaction, in place of what was known of it."""
    put_many(store_id, [document])


def put_many(store_id: int, documents: Iterable[SearchDocument]) -> None:
    """Index messages in the caller's transaction, each in place of what was known of it."""
    entries = [
        Entry(document.message_id, document.conversation_id, document_tokens(store_id, document))
        for document in documents
    ]
    engine().write(store_id, entries)


def move(store_id: int, message_ids: Iterable[int], conversation_id: int) -> None:
    """Let messages be found as part of another conversation, by the words that are known of them."""
    known = Document.objects.filter(store_id=store_id, message_id__in=list(message_ids))
    known.update(conversation_id=conversation_id)


def remove(store_id: int, message_ids: Iterable[int]) -> None:
    """Forget messages, tokens and all."""
    Document.objects.filter(store_id=store_id, message_id__in=list(message_ids)).delete()


def find(
    store_id: int, query: str, *, limit: int = 50, before: int | None = None, is_typing: bool = False
) -> SearchPage:
    """Return the newest conversations with a message that holds every word of the query.

    At most `limit` of them, out of the newest 1,000 matching messages older than `before` (the `next` of
    the page above); a later page leaves out what a page above has shown, and may so be short. Words in
    double quotes are found as written only; while a person `is_typing`, the last word may be unfinished.
    """
    asked = parse_query(query, is_typing=is_typing)
    if not asked:
        return SearchPage(())
    with read_transaction():
        newest = _newest_message()
        if before is None or before > newest:
            return _page(store_id, asked, newest, limit)
        page = _page(store_id, asked, before - 1, limit)
        return _without_shown(store_id, asked, page, Window(before, newest))


def _newest_message() -> int:
    newest = NEWEST.first()
    return -1 if newest is None else newest


def _page(store_id: int, query: Query, newest: int, limit: int) -> SearchPage:
    found: dict[int, None] = {}
    looked_at, oldest = 0, newest
    with closing(_newest_matches(store_id, query, newest)) as matches:
        for match in matches:
            if match.conversation_id not in found and len(found) == limit:
                return SearchPage(tuple(found), next=match.message_id + 1)
            found[match.conversation_id] = None
            looked_at, oldest = looked_at + 1, match.message_id
    return SearchPage(tuple(found), next=oldest if looked_at == MOST_MATCHES else None)


def _newest_matches(store_id: int, query: Query, newest: int) -> Generator[Match, None, None]:
    left = MOST_MATCHES
    for window in windows_back_from(newest):
        for match in engine().matches(store_id, query, window, limit=left):
            yield match
            left -= 1
        if not left:
            return


def _without_shown(store_id: int, query: Query, page: SearchPage, above: Window) -> SearchPage:
    """Leave out conversations that a page above has shown for a newer message."""
    shown = engine().conversations_matching(store_id, query, above, page.conversation_ids)
    return replace(page, conversation_ids=tuple(each for each in page.conversation_ids if each not in shown))
