"""Writing down who is at the desk, for the processes that do not hear of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db.models import OuterRef, Subquery

from saath.core.clock import now
from saath.promises.models import LastSeen
from saath.stores.models import Member
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

# A minute is fine enough, and one row a colleague and minute is little to write.
WRITTEN_EVERY = timedelta(seconds=50)
# Whoever was not seen for so long has come, not stayed.
COMES_AFTER = timedelta(minutes=3)


@action
def note_seen(actor: Actor, *, seats: Collection[str]) -> bool:
    """Write down that these seats are at the desk, and tell whether one of them has come: two statements at most.

    What was written less than a minute ago stays.
    """
    at = now()
    seen = LastSeen.objects.filter(member=OuterRef("pk"))
    rows = Member.objects.active().filter(public_id__in=list(seats))
    known = dict(rows.annotate(seen_at=Subquery(seen.values("seen_at")[:1])).values_list("pk", "seen_at"))
    old = {pk: seen_at for pk, seen_at in known.items() if seen_at is None or at - seen_at >= WRITTEN_EVERY}
    if old:
        LastSeen.objects.bulk_create(
            [LastSeen(member_id=pk, seen_at=at) for pk in sorted(old)],
            update_conflicts=True,
            unique_fields=["store", "member"],
            update_fields=["seen_at"],
        )
    return any(seen_at is None or at - seen_at >= COMES_AFTER for seen_at in old.values())
