"""Deliveries out of events."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from saath.timeline.models import Event
from saath.webhooks.catalogue import BY_KIND
from saath.webhooks.models import Delivery, Endpoint
from saath.webhooks.payload import body_of, members_who_did

# Clocks of two machines differ by so much at most; what was told as of long ago (an import) is no news.
CLOCKS = timedelta(minutes=1)


def deliveries_for(
    endpoints: Sequence[Endpoint], events: Sequence[Event], *, is_news: bool = True
) -> list[Delivery]:
    """Return a delivery of each event for each endpoint that hears of it and, where `is_news`, listened by then.

    Nothing is written.
    """
    members = members_who_did(events)
    found = []
    for event in events:
        told = BY_KIND[event.kind]
        wanting = [
            each for each in endpoints if each.hears(told.name) and (not is_news or _is_news(event, each))
        ]
        body = body_of(event, told, members=members) if wanting else ""
        found += [
            Delivery(
                endpoint=each,
                message=event.public_id,
                kind=told.name,
                body=body,
                happened_at=event.created_at,
            )
            for each in wanting
        ]
    return found


def _is_news(event: Event, endpoint: Endpoint) -> bool:
    return event.created_at >= endpoint.listening_since - CLOCKS
