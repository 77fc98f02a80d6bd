"""What happens in the shop, for programs that ask; those that want to be told have webhooks."""

from __future__ import annotations

from ninja import Query, Router

from saath.api.operations import reads
from saath.api.request import ApiRequest
from saath.api.shapes.events import EventsAsked, ToldEvents, events_shape
from saath.webhooks.queries.following import follow_events

router = Router(tags=["events"])


@reads(router, "/events", ToldEvents, scope="events:read")
def list_events(request: ApiRequest, asked: Query[EventsAsked]) -> ToldEvents:
    """List what happened, from the last 30 days on: ids and names of changed fields, never words.

    Ask with `next_cursor` until `is_caught_up`, and again later: nothing is left out. What happens while the first page is
    read may come twice, with the same id.
    """
    found = follow_events(request.actor, since=asked.since, cursor=asked.cursor, limit=asked.limit)
    return events_shape(found)
