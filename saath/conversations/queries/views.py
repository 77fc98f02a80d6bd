"""Saved views of a colleague and of the team."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import F, Q

from saath.conversations.filters import narrowing_of
from saath.conversations.models import SavedView
from saath.conversations.queries.narrowed import count_narrowed
from saath.conversations.queues import QUEUES
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor

# So many are shown and counted in the navigation: more would be a list to search in.
SHOWN = 12


@dataclass(frozen=True, slots=True)
class CountedView:
    """A saved view with what it holds by now, counted up to 1,000 among the first of its queue."""

    view: SavedView
    count: int


def list_views(actor: Actor) -> list[SavedView]:
    """Return the actor's own views in their order, then those of the team; raises `Forbidden`."""
    actor.require("conversation.read")
    seen = SavedView.objects.filter(Q(owner=actor.member_id) | Q(owner=None), deleted_at=None)
    return list(seen.order_by(F("owner").asc(nulls_last=True), "place", "id"))


def counted_views(actor: Actor, *, zone: ZoneInfo) -> list[CountedView]:
    """Return the first views with their sizes; one statement each, and one for each filter. Raises `Forbidden`."""
    return [
        CountedView(
            view, count_narrowed(actor, QUEUES[view.queue], narrowing_of(actor, view.filters), zone=zone)
        )
        for view in list_views(actor)[:SHOWN]
        if view.queue in QUEUES
    ]


def get_view(actor: Actor, public_id: UUID) -> SavedView:
    """Return one view of the actor or of the team, one that was deleted too; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    seen = SavedView.objects.filter(Q(owner=actor.member_id) | Q(owner=None), public_id=public_id)
    found = seen.first()
    if found is None:
        raise NotFound()
    return found
