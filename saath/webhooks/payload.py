"""What is told of an event, and the very bytes that are sent of it, made once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from saath.stores.models import Member
from saath.timeline.models import Event
from saath.webhooks.catalogue import TEST, Told


def body_of(event: Event, told: Told, *, members: Mapping[int, UUID]) -> str:
    """Return the JSON of an event; `members` names the seats of people by their ids."""
    return _body(told.name, event.created_at, data_of(event, told, members=members))


def data_of(event: Event, told: Told, *, members: Mapping[int, UUID]) -> dict[str, Any]:
    """Return what is told of an event: ids, names of changed fields, and who did it."""
    data: dict[str, Any] = {told.about: str(event.subject)}
    data |= {name: event.refs[ref] for ref, name in told.refs.items() if ref in event.refs}
    data |= {"changed": event.changed, "by": event.actor_kind}
    seat = members.get(event.actor_person_id or 0)
    if seat is not None:
        data["by_member"] = str(seat)
    return data


def members_who_did(events: Iterable[Event]) -> dict[int, UUID]:
    """Return the seats of those who did something, by their persons. One statement."""
    people = {event.actor_person_id for event in events if event.actor_person_id}
    seats = Member.objects.filter(person__in=people).values_list("person_id", "public_id") if people else ()
    return dict(seats)


def body_of_test(endpoint: UUID, *, at: datetime) -> str:
    """Return the JSON of a test."""
    return _body(TEST, at, {"webhook": str(endpoint), "changed": [], "by": "member"})


def _body(kind: str, happened_at: datetime, data: Mapping[str, Any]) -> str:
    timestamp = happened_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": timestamp, "data": data}, separators=(",", ":"))
