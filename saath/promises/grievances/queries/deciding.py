"""What was decided of a grievance, and who else may."""

from __future__ import annotations

from collections.abc import Sequence

from saath.promises.models import Grievance, GrievanceDecision
from saath.stores.models import Member
from saath.stores.rules import VERBS_OF
from saath.tenancy.actor import Actor

DECIDES = [role.value for role, verbs in VERBS_OF.items() if "grievance.decide" in verbs]


def standing_decision(grievance: Grievance) -> GrievanceDecision | None:
    """Return the decision that holds, or the refusal that waits for a second person; None where there is neither."""
    found = GrievanceDecision.objects.select_related("decided_by", "agreed_by", "letter__delivery")
    return found.filter(grievance=grievance, withdrawn_at=None).first()


def decisions_of(grievance: Grievance) -> Sequence[GrievanceDecision]:
    """Return all that was ever decided of a grievance, the newest first."""
    found = GrievanceDecision.objects.select_related("decided_by", "agreed_by", "letter__delivery")
    return list(found.filter(grievance=grievance).order_by("-id")[:50])


def second_people(actor: Actor) -> Sequence[Member]:
    """Return who else than the actor may agree to a refusal."""
    others = Member.objects.active().filter(role__in=DECIDES).exclude(pk=actor.member_id or 0)
    return list(others.order_by("id")[:20])


def standing_decisions(grievances: Sequence[Grievance]) -> dict[int, GrievanceDecision]:
    """Return the decisions that hold, by the grievances that they are of; one statement."""
    found = GrievanceDecision.objects.filter(
        grievance__in=[each.pk for each in grievances], withdrawn_at=None
    )
    return {each.grievance_id: each for each in found}
