"""Counting how promises were kept. Safe to repeat."""

from __future__ import annotations

from django_tasks import task

from saath.core.clock import now
from saath.jobs import enqueue
from saath.promises.standards.actions import fold_kept_days
from saath.promises.standards.kept import days_to_fold
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import current_store_id, store_scope

COUNTER = Actor.system("how promises were kept")


@task()
def fold_kept_of_every_store() -> None:
    """Queue the counting for every shop."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            enqueue(fold_kept, key=f"fold kept:{store_id}")


@task()
def fold_kept() -> None:
    """Count the days of one shop whose figures may have changed."""
    today = now().astimezone(Store.objects.get(pk=current_store_id()).zone).date()
    since, until = days_to_fold(today)
    fold_kept_days(COUNTER, since=since, until=until)
