"""Who complained is forgotten: the register keeps dates and decisions, and no person.

While a grievance is open somebody has to be told what is decided, so it waits for its redress; and as whatever a person
deletes it stays for a while after that, for an answer to the letter.
"""

from __future__ import annotations

from django.db.models import QuerySet

from saath.core.clock import now
from saath.promises.grievances.actions._keeping import held
from saath.promises.grievances.events import GRIEVANCE_ERASED
from saath.promises.grievances.queries.erasing import may_erase
from saath.promises.models import Grievance, GrievanceDecision
from saath.tenancy.actor import Actor
from saath.tenancy.purge import blank_values
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

BATCH = 200


@action
def erase_complainant(actor: Actor, grievance: Grievance) -> Grievance:
    """Forget who complained: thirty days after the decision, or at once where that is over. A second time changes nothing.

    Raises `Forbidden`.
    """
    actor.require("grievance.decide")
    fresh = held(grievance)
    if fresh.erase_asked_at is None:
        fresh.erase_asked_at = now()
        fresh.save(update_fields=["erase_asked_at"])
        Grievance.objects.filter(joined=fresh, erase_asked_at=None).update(
            erase_asked_at=fresh.erase_asked_at
        )
        _erase_due(actor, may_erase().filter(pk=fresh.pk))
        fresh.refresh_from_db()
    return fresh


@action
def erase_asked(actor: Actor) -> int:
    """Forget all in the store in scope who asked for it and whose time has come; return how many were."""
    return _erase_due(actor, may_erase())


def _erase_due(actor: Actor, rows: QuerySet[Grievance]) -> int:
    due = rows.select_for_update(of=("self",), skip_locked=True).select_related("conversation")
    found = list(due[:BATCH])
    for grievance in found:
        _erase(grievance)
        for joiner in grievance.joiners.filter(erased_at=None):
            _erase(joiner)
        emit(
            actor,
            GRIEVANCE_ERASED,
            subject=grievance.conversation or grievance,
            refs={"grievance": grievance},
        )
    return len(found)


def _erase(grievance: Grievance) -> None:
    grievance.erased_at = now()
    blanked = blank_values(Grievance, Grievance.retention.blank)
    for name, value in blanked.items():
        setattr(grievance, name, value)
    grievance.save(update_fields=[*blanked, "erased_at"])
    said = blank_values(GrievanceDecision, GrievanceDecision.retention.blank)
    GrievanceDecision.objects.filter(grievance=grievance).update(**said)
