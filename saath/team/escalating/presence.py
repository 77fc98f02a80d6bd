"""Who is at the desk, and how much they have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count

from saath.conversations.models import Conversation
from saath.core.clock import now
from saath.promises.models import LastSeen
from saath.team.queries import those_who_answer

SEEN_WITHIN = timedelta(minutes=10)


def present_with_load() -> Mapping[int, int]:
    """Return how many open conversations each has who was at the desk of late, may answer and is not away."""
    at = now()
    seen = LastSeen.objects.filter(seen_at__gte=at - SEEN_WITHIN).values_list("member_id", flat=True)
    team = those_who_answer()
    here = [pk for pk in seen if pk in team and not team[pk].is_away(at)]
    open_ones = Conversation.objects.filter(state=Conversation.State.OPEN, assignee__in=here)
    counted = open_ones.order_by().values_list("assignee").annotate(count=Count("pk"))
    return dict.fromkeys(here, 0) | {pk: count for pk, count in counted if pk is not None}
