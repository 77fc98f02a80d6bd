"""Secrets of the ways out, as they are stored: encrypted, and never shown again."""

from __future__ import annotations

from collections.abc import Callable

from saath.sending.models import DkimKey, WayOut
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction


def reencrypt_ways(rotate: Callable[[str], str]) -> int:
    """Bring every stored password and service key under the newest key; return how many."""
    count = 0
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for pk in WayOut.objects.exclude(secret="").values_list("pk", flat=True):
                with write_transaction():
                    way = WayOut.objects.select_for_update().get(pk=pk)
                    way.secret = rotate(way.secret)
                    way.save(update_fields=["secret"])
                count += 1
    return count


def reencrypt_signing_keys(rotate: Callable[[str], str]) -> int:
    """Bring every signing key under the newest key; return how many."""
    count = 0
    for store in Store.objects.order_by("pk"):
        with store_scope(store.pk):
            for pk in DkimKey.objects.exclude(private="").values_list("pk", flat=True):
                with write_transaction():
                    key = DkimKey.objects.select_for_update().get(pk=pk)
                    key.private = rotate(key.private)
                    key.save(update_fields=["private"])
                count += 1
    return count
