"""Indexing anew while people search: needed when the folding has changed.

Until a document's turn comes it is found by what the old folding made of it, where both agree.
"""

from __future__ import annotations

from collections.abc import Sequence

from saath.language.folding import FOLDING_VERSION
from saath.search import index
from saath.search.documents import SearchDocument
from saath.search.models import Document
from saath.search.sources import Source

BATCH = 200


def is_outdated(store_id: int) -> bool:
    """Return whether a document of the store was folded by an earlier version."""
    return Document.objects.filter(store_id=store_id, folding_version__lt=FOLDING_VERSION).exists()


def index_batch(store_id: int, source: Source, after_id: int) -> int | None:
    """Index the next documents of a source in the caller's transaction.

    Return the id to go on after, or None when that was the end. What is up to date is left alone.
    """
    documents = source.list_after(after_id, BATCH)
    if not documents:
        return None
    current = _up_to_date(store_id, documents)
    index.put_many(store_id, [each for each in documents if each.message_id not in current])
    return documents[-1].message_id


def _up_to_date(store_id: int, documents: Sequence[SearchDocument]) -> set[int]:
    ids = [document.message_id for document in documents]
    known = Document.objects.filter(store_id=store_id, message_id__in=ids, folding_version=FOLDING_VERSION)
    return set(known.values_list("message_id", flat=True))
