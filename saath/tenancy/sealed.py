"""Encrypted columns of the stores' rows, brought under another key."""

from __future__ import annotations

from collections.abc import Callable

from saath.tenancy.models import Store, StoreOwned
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction


def reencrypt_column(model: type[StoreOwned], column: str, rotate: Callable[[str], str]) -> int:
    """Bring every secret that a column holds under the newest key, each row in a transaction; return how many."""
    count = 0
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for pk in model.objects.exclude(**{column: ""}).values_list("pk", flat=True):
                with write_transaction():
                    fresh = model.objects.select_for_update().get(pk=pk)
                    setattr(fresh, column, rotate(getattr(fresh, column)))
                    fresh.save(update_fields=[column])
                count += 1
    return count
