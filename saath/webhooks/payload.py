"""What is sent of an event: the very bytes, made once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from saath.timeline.models import Event
from saath.webhooks.catalogue import TEST, Told


def body_of(event: Event, told: Told, *, members: Mapping[int, UUID]) -> str:
    """Return the JSON of an event; `members` names the seats of people by their ids."""
    data: dict[str, Any] = {told.about: str(event.subject)}
    data |= {name: event.refs[ref] for ref, name in told.refs.items() if ref in event.refs}
    data |= {"changed": event.changed, "by": event.actor_kind}
    seat = members.get(event.actor_person_id or 0)
    if seat is not None:
        data["by_member"] = str(seat)
    return _body(told.name, event.created_at, data)


def body_of_test(endpoint: UUID, *, at: datetime) -> str:
    """Return the JSON of a test."""
    return _body(TEST, at, {"webhook": str(endpoint), "changed": [], "by": "member"})


def _body(kind: str, happened_at: datetime, data: Mapping[str, Any]) -> str:
    timestamp = happened_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": timestamp, "data": data}, separators=(",", ":"))
