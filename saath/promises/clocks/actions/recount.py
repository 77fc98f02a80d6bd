"""When the shop changes its hours or its promise, what runs is counted anew; what ended stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from saath.promises.clocks.recounting import recount_those
from saath.promises.models import Clock
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def recount_clocks(
    actor: Actor, *, after_id: int, limit: int
) -> tuple[int | None, Sequence[datetime | None]]:
    """Set the times of the running clocks of a batch of conversations anew.

    Returns the last id of a full batch, None at the end, and when the clocks are to be looked at.
    """
    running_ones = Clock.objects.filter(outcome="", running_since__isnull=False, is_calendar=False)
    ids = running_ones.filter(conversation_id__gt=after_id).order_by("conversation_id")
    batch = list(ids.values_list("conversation_id", flat=True).distinct()[:limit])
    moments = recount_those(batch)
    return (batch[-1] if len(batch) == limit else None), moments
