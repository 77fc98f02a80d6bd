"""Durable work of products."""

from __future__ import annotations

from django_tasks import task

from saath.jobs import enqueue
from saath.language.folding import FOLDING_VERSION
from saath.orders.actions.products import FOLDED_AT_ONCE, fold_products
from saath.orders.models import Product
from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope

FOLDER = Actor.system("words of products")


@task()
def fold_every_store() -> None:
    """Queue for every store with products of an older folding that they are folded anew."""
    for store_id in Store.objects.values_list("pk", flat=True):
        with store_scope(store_id):
            if Product.objects.filter(folding_version__lt=FOLDING_VERSION).exists():
                enqueue(fold_store, key=f"fold products:{store_id}")


@task()
def fold_store() -> None:
    """Fold one batch of products anew, and queue the next."""
    if fold_products(FOLDER) == FOLDED_AT_ONCE:
        enqueue(fold_store)
