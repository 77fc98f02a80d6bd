"""How a grievance stands, in what may be told to who complained: never the words of others, nor our own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from saath.promises.grievances.queries.deciding import standing_decision
from saath.promises.models import Grievance, GrievanceDecision


class Stage(StrEnum):
    """How far it has come."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Status:
    """What who complained sees. `words` is the letter to them, '' where they only have the code, or it is on its way."""

    reference: str
    stage: Stage
    received_at: datetime
    acknowledged_at: datetime | None
    due_at: datetime
    decided_at: datetime | None
    outcome: str
    refusal: str
    words: str
    is_late: bool


def status_of(grievance: Grievance, *, now: datetime, has_address: bool) -> Status:
    """Return how a grievance stands; where it joined another, how that one does. `has_address` is the proof by a link."""
    goes_on = _goes_on(grievance)
    decision = standing_decision(goes_on) if goes_on.redressed_at else None
    stage = Stage.RECEIVED
    if goes_on.redressed_at:
        stage = Stage.DECIDED
    elif grievance.acknowledged_at or goes_on.acknowledged_at:
        stage = Stage.ACKNOWLEDGED
    return Status(
        reference=grievance.reference,
        stage=stage,
        received_at=grievance.received_at,
        acknowledged_at=grievance.acknowledged_at or goes_on.acknowledged_at,
        due_at=min(grievance.redress_due_at, goes_on.redress_due_at),
        decided_at=goes_on.redressed_at,
        outcome=goes_on.outcome,
        refusal=decision.refusal if decision else "",
        words=_words(decision) if has_address and decision else "",
        is_late=goes_on.redressed_at is None and now > goes_on.redress_due_at,
    )


def _words(decision: GrievanceDecision) -> str:
    return decision.words if decision.agreed_at is not None else ""


def _goes_on(grievance: Grievance) -> Grievance:
    for _step in range(20):
        if grievance.joined is None:
            return grievance
        grievance = grievance.joined
    return grievance
