"""Indexing anew in the background, one batch a job, so that a stopped worker goes on where it was."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.search.reindex import index_batch, is_outdated
from saath.search.sources import source_of, sources
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id, store_scope
from saath.tenancy.transactions import write_transaction


@task()
def reindex_outdated_stores() -> None:
    """Queue the work for every store that has documents of an earlier folding."""
    for store_id in Store.objects.values_list("pk", flat=True):
        if is_outdated(store_id):
            with store_scope(store_id):
                reindex_store()


def reindex_store() -> None:
    """Queue indexing everything in the store in scope; what is up to date is left alone."""
    for source in sources():
        enqueue(reindex_batch, source_key=source.key, after_id=0, key=_job_key(source.key, 0))


@task()
def reindex_batch(source_key: str, after_id: int) -> None:
    """Index the next documents of a source, and queue the batch after it in the same transaction."""
    with write_transaction():
        last_id = index_batch(current_store_id(), source_of(source_key), after_id)
        if last_id is not None:
            key = _job_key(source_key, last_id)
            enqueue(reindex_batch, source_key=source_key, after_id=last_id, key=key)


def _job_key(source_key: str, after_id: int) -> str:
    return f"search.reindex:{source_key}:{after_id}"
