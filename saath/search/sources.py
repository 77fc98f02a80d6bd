"""What can be searched: each source says how to list its documents, so that they can be indexed anew.

Filled from `config/wiring.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from saath.search.documents import SearchDocument

ListAfter = Callable[[int, int], Sequence[SearchDocument]]


@dataclass(frozen=True, slots=True)
class Source:
    """`list_after(message_id, limit)` returns the next documents, by message id, of the store in scope."""

    key: str
    list_after: ListAfter


_sources: dict[str, Source] = {}


def register(key: str, list_after: ListAfter) -> None:
    """Let documents be indexed anew from here; raises ValueError when the key is taken by another."""
    source = Source(key, list_after)
    if _sources.setdefault(key, source) != source:
        raise ValueError(f"search source {key} exists")


def source_of(key: str) -> Source:
    """Return the source of that key; raises KeyError when nobody registered it."""
    return _sources[key]


def sources() -> tuple[Source, ...]:
    """Return every source."""
    return tuple(_sources.values())
