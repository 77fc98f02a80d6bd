from __future__ import annotations

from collections.abc import Sequence

import pytest

from saath.search import index, reindex, sources
from saath.search.index import SearchDocument, find
from saath.search.jobs import reindex_batch, reindex_outdated_stores
from saath.search.models import Document
from saath.search.sources import Source
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id, store_scope

pytestmark = pytest.mark.django_db

MESSAGES = [SearchDocument(number, number // 2, (f"parcel number {number}",)) for number in range(1, 8)]


def list_after(message_id: int, limit: int) -> Sequence[SearchDocument]:
    """The next messages of the store in scope."""
    assert current_store_id()
    return [message for message in MESSAGES if message.message_id > message_id][:limit]


@pytest.fixture(autouse=True)
def source(monkeypatch: pytest.MonkeyPatch) -> Source:
    """One source, in small batches."""
    monkeypatch.setattr(reindex, "BATCH", 3)
    monkeypatch.setattr(sources, "_sources", {})
    sources.register("messages", list_after)
    return sources.source_of("messages")


@pytest.fixture
def store() -> Store:
    """A shop."""
    return Store.objects.create(name="Paanch Takiye", slug="paanch-takiye")


def test_everything_of_a_source_is_indexed_batch_by_batch(store: Store, source: Source) -> None:
    after, ends = 0, []
    with store_scope(store.pk):
        while (end := reindex.index_batch(store.pk, source, after)) is not None:
            after = end
            ends.append(end)
    assert ends == [3, 6, 7]
    assert find(store.pk, "parcel").conversation_ids == (3, 2, 1, 0)


def test_what_is_up_to_date_is_left_alone(store: Store, source: Source) -> None:
    index.put(store.pk, SearchDocument(1, 99, ("newer words",)))
    with store_scope(store.pk):
        reindex.index_batch(store.pk, source, 0)
    assert find(store.pk, "newer").conversation_ids == (99,)


def test_what_was_folded_by_an_earlier_version_is_folded_again(store: Store, source: Source) -> None:
    index.put(store.pk, SearchDocument(1, 0, ("old folding",)))
    assert not reindex.is_outdated(store.pk)
    Document.objects.update(folding_version=0)
    assert reindex.is_outdated(store.pk)
    assert find(store.pk, "folding").conversation_ids == (0,)
    with store_scope(store.pk):
        reindex.index_batch(store.pk, source, 0)
    assert not reindex.is_outdated(store.pk)
    assert find(store.pk, "folding").conversation_ids == ()


def test_each_batch_queues_the_next_until_the_end(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[int] = []
    monkeypatch.setattr(
        "saath.search.jobs.enqueue", lambda task, *, source_key, after_id, key: queued.append(after_id)
    )
    with store_scope(store.pk):
        for after_id in (0, 3, 6, 7):
            reindex_batch.func(source_key="messages", after_id=after_id)
    assert queued == [3, 6, 7]


def test_only_stores_with_an_earlier_folding_are_queued(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr("saath.search.jobs.enqueue", lambda *_, **__: queued.append(current_store_id()))
    other = Store.objects.create(name="Other", slug="other")
    index.put(store.pk, MESSAGES[0])
    index.put(other.pk, MESSAGES[1])
    reindex_outdated_stores.func()
    assert queued == []
    Document.objects.filter(store_id=other.pk).update(folding_version=0)
    reindex_outdated_stores.func()
    assert queued == [other.pk]


def test_a_key_belongs_to_one_source() -> None:
    sources.register("messages", list_after)
    with pytest.raises(ValueError, match="messages exists"):
        sources.register("messages", lambda message_id, limit: [])
