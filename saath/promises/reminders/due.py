"""For whom something falls due, in the order of their last words, from where was looked last: what is not due is not read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import DateTimeField, Q

from saath.conversations.models import Conversation, Solution
from saath.tenancy.given import Given
from saath.tenancy.prepared import Prepared

BATCH = 200
_AFTER = Given("after", DateTimeField())

SILENT: Prepared[Conversation] = Prepared(
    lambda: Conversation.objects.filter(
        Q(last_message_at__gt=_AFTER) | Q(last_message_at=_AFTER, pk__gt=Given("after_id")),
        state=Conversation.State.PENDING,
        last_message_at__gte=_AFTER,
        last_message_at__lte=Given("until", DateTimeField()),
    ).order_by("last_message_at", "pk")[:BATCH]
)
SOLVED: Prepared[Solution] = Prepared(
    lambda: (
        Solution.objects.filter(event_id__gt=Given("after_id"))
        .select_related("conversation")
        .order_by("event_id")[:BATCH]
    )
)


def silent_between(after: datetime, after_id: int, until: datetime) -> Sequence[Conversation]:
    """Return who waits for their customer since after that place and no later than `until`, the longest first; one statement."""
    return SILENT.rows(after=after, after_id=after_id, until=until)


def solved_after(event_id: int) -> Sequence[Solution]:
    """Return what was solved after an event, in order; one statement."""
    return SOLVED.rows(after_id=event_id)
