"""Which help desks there are: one line each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from saath.imports.items import Item
from saath.imports.sources.base import Source
from saath.imports.sources.chatwoot import Chatwoot
from saath.imports.sources.freshdesk import Freshdesk
from saath.imports.sources.intercom import Intercom
from saath.imports.sources.zendesk import Zendesk

SOURCES: tuple[Source, ...] = (Zendesk(), Freshdesk(), Chatwoot(), Intercom())
MAIL = "mail"


def source_named(name: str) -> Source:
    """Return a help desk. Raises KeyError."""
    return {source.name: source for source in SOURCES}[name]


def recognised(items: Iterable[Item]) -> Source | None:
    """Return from which help desk most of these things come, None where none knows any."""
    votes = Counter(source.name for item in items for source in SOURCES if source.knows(item))
    return source_named(votes.most_common(1)[0][0]) if votes else None


def origin_of(source: Source, items: Iterable[Item]) -> str:
    """Return which account of a help desk these things come from, '' where they do not say."""
    named = (source.origin(item) for item in items)
    return next((name[:60] for name in named if name), "")
