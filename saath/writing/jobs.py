"""Durable work of saved replies."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.writing.actions.figures import fold_uses

FOLDER = Actor.system("figures of saved replies")
BATCH = 500


@task()
def fold_every_store() -> None:
    """Queue for every store the folding of what its saved replies came to."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(fold_store, 0, key=f"fold saved uses:{store_id}")


@task()
def fold_store(after_id: int) -> None:
    """Fold one batch of uses, and queue the next."""
    last = fold_uses(FOLDER, after_id=after_id, limit=BATCH)
    if last is not None:
        enqueue(fold_store, last)
