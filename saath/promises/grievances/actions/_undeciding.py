"""A decision that does not hold any more: a part of the actions by which that happens."""

from __future__ import annotations

from saath.conversations.models import Message
from saath.core.clock import now
from saath.promises.grievances.actions._keeping import held, save_standing
from saath.promises.grievances.events import GRIEVANCE_UNDECIDED
from saath.promises.models import Grievance, GrievanceDecision
from saath.tenancy.actor import Actor
from saath.timeline.emit import emit


def undecide(actor: Actor, grievance: Grievance, decision: GrievanceDecision) -> None:
    """Withdraw a decision of a grievance that is held, which then waits for redress again, by the limit that it had."""
    decision.withdrawn_at = now()
    decision.save(update_fields=["withdrawn_at"])
    grievance.redressed_at, grievance.outcome = None, ""
    save_standing(grievance)
    emit(
        actor,
        GRIEVANCE_UNDECIDED,
        subject=grievance.conversation or grievance,
        refs={"grievance": grievance},
    )


def undecide_unsent(actor: Actor, letter: Message) -> None:
    """Withdraw the decision that was told by a letter which was taken back or did not arrive."""
    for decision in GrievanceDecision.objects.select_related("grievance").filter(
        letter=letter.pk, withdrawn_at=None
    ):
        undecide(actor, held(decision.grievance), decision)
