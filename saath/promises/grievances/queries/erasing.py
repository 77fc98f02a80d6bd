"""When who complained is forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from saath.core.clock import now
from saath.promises.models import Grievance
from saath.tenancy.retention import PURGE_AFTER


def erased_on(grievance: Grievance) -> datetime | None:
    """Return when who complained is forgotten, None while nobody asked or it is open."""
    if grievance.erase_asked_at is None or grievance.redressed_at is None:
        return None
    return max(grievance.erase_asked_at, grievance.redressed_at + PURGE_AFTER)


def may_erase() -> QuerySet[Grievance]:
    """Return the grievances of the store in scope whose complainants are to be forgotten now."""
    over = now() - PURGE_AFTER
    return Grievance.objects.filter(
        erase_asked_at__isnull=False, erased_at=None, redressed_at__lte=over
    ).order_by("redressed_at", "id")
