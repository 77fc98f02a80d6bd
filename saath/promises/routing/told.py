"""Why a conversation went where it did, for the thread that tells of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from saath.conversations.models import Conversation
from saath.promises.models import RoutingDecision
from saath.promises.routing.queries import decisions_told, standing_of
from saath.promises.routing.rules import Reason
from saath.promises.routing.settings import routing_settings
from saath.promises.routing.words import said
from saath.tenancy.actor import Actor
from saath.tenancy.prepared import Prepared
from saath.timeline.models import Event

STILL_WAITS = (
    RoutingDecision.Outcome.NOBODY,
    RoutingDecision.Outcome.LEFT,
    RoutingDecision.Outcome.SUGGESTED,
)
FITS_BETTER = (RoutingDecision.Outcome.FITS,)
GIVEN_TO_NOBODY, MOST_COUNTED = "given-to-nobody", 100


def given_to_nobody() -> QuerySet[Conversation]:
    """Return those who wait for us of whom it was decided that nobody gets them."""
    return Conversation.objects.filter(Exists(_standing()), state=Conversation.State.OPEN, assignee=None)


def _standing() -> QuerySet[RoutingDecision]:
    return RoutingDecision.objects.filter(conversation=OuterRef("pk"), stands=True, member=None)


def _waits_for() -> QuerySet[Conversation, Any]:
    reasons = given_to_nobody().annotate(reasons=Subquery(_standing().values("reasons")[:1]))
    return reasons.order_by("due_at", "id").values_list("reasons", flat=True)[:MOST_COUNTED]


WAITS_FOR: Prepared[Any] = Prepared(_waits_for)


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


def why_now(actor: Actor, conversation: Conversation) -> tuple[Why, int | None] | None:
    """Return why nobody has a conversation yet, or whom the rule suggests for it, or who would fit better than who has it,
    with that colleague; None where nothing of that was decided. Raises `Forbidden`.
    """
    found = standing_of(actor, conversation)
    is_had = conversation.assignee_id is not None
    if found is None or found.outcome not in (FITS_BETTER if is_had else STILL_WAITS):
        return None
    if is_had and found.member_id == conversation.assignee_id:
        return None
    skills = routing_settings().skills if _names_skill(found) else ()
    return Why(found.outcome, said(found.reasons, skills)), found.member_id


def why_nobody(actor: Actor) -> list[tuple[int, str]]:
    """Return why nobody has what waits, of the 100 that are due first: how many for which reasons, the most common first.

    Raises `Forbidden`.
    """
    actor.require("conversation.read")
    counts = Counter(said(reasons) for reasons in WAITS_FOR.rows() if reasons)
    return [(count, words) for words, count in counts.most_common() if words]


def _names_skill(decision: RoutingDecision) -> bool:
    return any(each["code"] == Reason.SKILL for each in decision.reasons)
