"""Why a conversation went where it did, for the thread that tells of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from saath.promises.models import RoutingDecision
from saath.promises.routing.queries import decisions_told
from saath.promises.routing.rules import Reason
from saath.promises.routing.settings import routing_settings
from saath.promises.routing.words import said
from saath.timeline.models import Event


@dataclass(frozen=True, slots=True)
class Why:
    """What was decided, and why in words."""

    outcome: str
    words: str


def reasons_told(events: Sequence[Event]) -> Mapping[UUID, Why]:
    """Return why, by the public ids of those events that name a reason; asks nothing where none does."""
    decisions = decisions_told(events)
    skills = routing_settings().skills if any(map(_names_skill, decisions.values())) else ()
    return {
        event.public_id: Why(found.outcome, said(found.reasons, skills))
        for event in events
        if (found := decisions.get(event.refs.get("because", ""))) is not None
    }


def _names_skill(decision: RoutingDecision) -> bool:
    return any(each["code"] == Reason.SKILL for each in decision.reasons)
