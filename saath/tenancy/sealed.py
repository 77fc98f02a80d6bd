"""Encrypted columns of the stores' rows, brought under another key."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from saath.tenancy.models import Store, StoreRow
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction


def reencrypt_column(
    model: type[StoreRow], column: str, rotate: Callable[[str], str], *, among: Q | None = None
) -> int:
    """Bring every secret that a column holds under the newest key, each row in a transaction; return how many.

    `among` are the rows in which it holds one, None for all that hold anything.
    """
    count = 0
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            sealed = model.objects.exclude(**{column: ""}).filter(among or Q())
            for pk in sealed.values_list("pk", flat=True):
                with write_transaction():
                    fresh = model.objects.select_for_update().filter(pk=pk).first()
                    if fresh is None:
                        continue
                    setattr(fresh, column, rotate(getattr(fresh, column)))
                    fresh.save(update_fields=[column])
                count += 1
    return count
