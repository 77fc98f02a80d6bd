"""What the index asks of a database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from saath.search.query import Query
from saath.search.windows import Window


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is written to the index."""

    message_id: int
    conversation_id: int
    tokens: Sequence[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A message that meets a query."""

    message_id: int
    conversation_id: int


class Engine(Protocol):
    """Full-text search over plain tokens; no method opens a transaction."""

    def write(self, store_id: int, entries: Sequence[Entry]) -> None:
        """Put documents in, each in place of what was there of its message."""

    def matches(self, store_id: int, query: Query, window: Window, *, limit: int) -> Iterable[Match]:
        """Return the newest matches of a window, newest first."""

    def conversations_matching(
        self, store_id: int, query: Query, window: Window, conversation_ids: Sequence[int]
    ) -> set[int]:
        """Return those of the conversations that have a match in the window."""
