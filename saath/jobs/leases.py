"""Named leases: one process at a time polls a mailbox or fires schedules."""

from datetime import datetime, timedelta

from django.db.models import F, Q

from saath.jobs.models import Lease
from saath.tenancy.transactions import one_writer


def hold_lease(name: str, holder: str, *, seconds: float, at: datetime) -> int | None:
    """Get or keep the lease `name`; return its term, or None while somebody else holds it.

    The term grows with each new holder: a write that carries an older one comes from a sleeper.
    """
    lease = Lease.objects.filter(name=name).first()
    if lease is None:
        Lease.objects.bulk_create([Lease(name=name, until=at)], ignore_conflicts=True)
    elif lease.holder == holder and lease.until - at > timedelta(seconds=seconds / 2):
        return lease.term
    return _take(name, holder, until=at + timedelta(seconds=seconds), at=at)


def is_held(name: str, holder: str, *, term: int, at: datetime) -> bool:
    """Tell whether the lease is still the holder's in this term: asked before each write under it."""
    return Lease.objects.filter(name=name, holder=holder, term=term, until__gt=at).exists()


def drop_lease(name: str, holder: str, *, at: datetime) -> None:
    """Leave the lease to whoever comes next; nothing where somebody else holds it."""
    with one_writer():
        Lease.objects.filter(name=name, holder=holder, until__gt=at).update(until=at)


def _take(name: str, holder: str, *, until: datetime, at: datetime) -> int | None:
    mine, free = Q(holder=holder, until__gt=at), Q(until__lte=at)
    with one_writer():
        if Lease.objects.filter(mine, name=name).update(until=until):
            return _term(name, holder)
        taken = Lease.objects.filter(free, name=name).update(holder=holder, until=until, term=F("term") + 1)
    return _term(name, holder) if taken else None


def _term(name: str, holder: str) -> int | None:
    return Lease.objects.filter(name=name, holder=holder).values_list("term", flat=True).first()
