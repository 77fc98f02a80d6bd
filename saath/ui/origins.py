"""The hosts of a shop as a browser names them: which may be framed, and who may frame."""

from __future__ import annotations

import time
from typing import Final

from django.db import DatabaseError
from django.http import HttpRequest

from saath.tenancy.models import Domain

REMEMBER_SECONDS: Final = 5.0
_known: Final[dict[tuple[int, str], tuple[float, tuple[str, ...]]]] = {}


def origins(request: HttpRequest, purpose: str) -> str:
    """Return the origins of the request's shop for a purpose, separated by spaces; "" when it has none.

    A database that does not answer gives "" too: the headers are the last thing on an error page.
    """
    store = getattr(request, "store", None)
    if store is None:
        return ""
    scheme = "https" if request.is_secure() else "http"
    return " ".join(f"{scheme}://{host}" for host in _hosts(store.pk, purpose))


def _hosts(store_id: int, purpose: str) -> tuple[str, ...]:
    until, hosts = _known.get((store_id, purpose), (0.0, ()))
    if until < time.monotonic():
        try:
            found = Domain.objects.filter(store_id=store_id, purpose=purpose).order_by("pk")
            hosts = tuple(found.values_list("host", flat=True))
        except DatabaseError:
            return hosts
        _known[store_id, purpose] = (time.monotonic() + REMEMBER_SECONDS, hosts)
    return hosts
