"""What an event looks like outside."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, Field

from saath.api.shapes import Moment, Shape
from saath.webhooks.queries.following import Followed

DATA = "Ids of what it is about, names of changed fields, and who did it."


class ToldEvent(Shape):
    """Something that happened, as webhooks tell it: `id` is their `webhook-id`, `type` and `data` are the same."""

    id: UUID
    type: str
    timestamp: datetime
    data: Annotated[dict[str, Any], Field(description=DATA)]


class ToldEvents(Shape):
    """What happened next; `next_cursor` is always there. With `is_caught_up` there is nothing more for now: ask later."""

    items: list[ToldEvent]
    next_cursor: str
    is_caught_up: bool


class EventsAsked(BaseModel):
    """Behind which place, or since when."""

    since: Annotated[
        Moment | None, Field(description="Where to begin without a cursor; 30 days ago at most.")
    ] = None
    limit: int = Field(50, ge=1, le=100)
    cursor: str = Field("", max_length=30_000)


def events_shape(found: Followed) -> ToldEvents:
    """Return what happened as programs see it."""
    return ToldEvents(
        items=[
            ToldEvent(id=each.public_id, type=each.name, timestamp=each.happened_at, data=each.data)
            for each in found.events
        ],
        next_cursor=found.next_cursor,
        is_caught_up=found.is_caught_up,
    )
