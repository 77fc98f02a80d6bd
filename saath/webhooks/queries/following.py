"""What happened, for a program that comes and asks: the events of the last 30 days, then whatever follows.

The past is gone through by time and id, up to the position of the moment in which somebody began; from there on what was
committed since is read. Nothing is left out; what happens while somebody begins may come twice, under the same id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.paging import open_cursor, seal_cursor
from saath.tenancy.actor import Actor
from saath.tenancy.scope import current_store_id
from saath.timeline.epoch import current_epoch
from saath.timeline.following import events_after, present_position
from saath.timeline.models import Event
from saath.webhooks.catalogue import BY_KIND
from saath.webhooks.making import CLOCKS
from saath.webhooks.payload import data_of, members_who_did
from saath.webhooks.rules import may_replay_from


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event by its public name."""

    public_id: UUID
    name: str
    happened_at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Followed:
    """The next events, the cursor behind them, and whether there is nothing more for now."""

    events: Sequence[ToldEvent]
    next_cursor: str
    is_caught_up: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a reader stands: behind a position of an epoch, as it was at `at`; first behind an event of the past."""

    epoch: str
    position: str
    at: datetime
    past: tuple[datetime, int] | None = None


def follow_events(actor: Actor, *, since: datetime | None, cursor: str, limit: int) -> Followed:
    """Return what happened after a cursor, or without one since a time, the last 30 days for None.

    Raises `Forbidden`, `BadInput` for a cursor that is older than 30 days, of before a restore, or of another shop.
    """
    actor.require("conversation.read")
    place = _opened(cursor) if cursor else _begun(since)
    rows, behind, is_caught_up = _past(place, limit) if place.past else _news(place, limit)
    members = members_who_did(rows)
    told = [_told(event, members) for event in rows]
    return Followed(told, _sealed(behind), is_caught_up)


def _begun(since: datetime | None) -> _Place:
    at = now()
    earliest = may_replay_from(at)
    # On the last day of the calendar some zones have no moment in UTC: what is to come begins now.
    begins = min(max(since or earliest, earliest), at)
    return _Place(current_epoch(), present_position(), at, (begins, 0))


def _past(place: _Place, limit: int) -> tuple[list[Event], _Place, bool]:
    """Go through what was there when the reader began; the clocks of those who wrote it may differ."""
    past_at, past_id = place.past or (place.at, 0)
    rows = Event.objects.filter(
        Q(created_at__gt=past_at) | Q(pk__gt=past_id),
        kind__in=list(BY_KIND),
        created_at__gte=past_at,
        created_at__lt=place.at + CLOCKS,
    )
    found = list(rows.order_by("created_at", "pk")[:limit])
    past = (found[-1].created_at, found[-1].pk) if len(found) == limit else None
    return found, replace(place, past=past), False


def _news(place: _Place, limit: int) -> tuple[list[Event], _Place, bool]:
    stretch = events_after(place.position, limit=limit)
    rows = {
        event.pk: event for event in Event.objects.filter(pk__in=stretch.event_ids, kind__in=list(BY_KIND))
    }
    found = [rows[event_id] for event_id in stretch.event_ids if event_id in rows]
    return found, replace(place, position=stretch.position, at=now()), not stretch.is_cut


def _told(event: Event, members: Mapping[int, UUID]) -> ToldEvent:
    told = BY_KIND[event.kind]
    return ToldEvent(event.public_id, told.name, event.created_at, data_of(event, told, members=members))


def _sealed(place: _Place) -> str:
    past = [place.past[0].isoformat(), place.past[1]] if place.past else None
    return seal_cursor(_listing(), [place.epoch, place.position, place.at.isoformat(), past])


def _opened(cursor: str) -> _Place:
    epoch, position, at, past = open_cursor(cursor, _listing())
    place = _Place(epoch, position, datetime.fromisoformat(at))
    if epoch != current_epoch() or place.at < may_replay_from(now()):
        raise BadInput(
            _("This place in what happened is no longer kept."),
            what_is_safe=_("Nothing of the shop was lost."),
            what_to_do=_("Read anew what you keep of the shop, then begin without a cursor."),
            field="cursor",
        )
    return replace(place, past=(datetime.fromisoformat(past[0]), past[1])) if past else place


def _listing() -> str:
    return f"events:{current_store_id()}"
