"""Removing bytes that no row names."""

from datetime import datetime

from saath.files import rules, storage
from saath.files.models import StoredFile


def sweep_store(at: datetime) -> int:
    """Remove bytes of the store in scope that no row names and nobody saved within the hour; return how many.

    Safe beside writers: whoever saves bytes makes them young before the row is committed (see `storage`).
    """
    old = at - rules.UNCOMMITTED_FOR
    removed = storage.remove_leftovers(older_than=old)
    for hashes in storage.saved_hashes():
        named = set(StoredFile.objects.filter(sha256__in=hashes).values_list("sha256", flat=True))
        removed += sum(storage.remove_if_older(sha256, than=old) for sha256 in hashes if sha256 not in named)
    return removed
