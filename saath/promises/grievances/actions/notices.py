"""Colleagues hear of a limit before it comes, and when it has: each time once."""

from __future__ import annotations

from datetime import datetime

from saath.core.clock import now
from saath.promises.grievances.events import GRIEVANCE_DUE, GRIEVANCE_LATE
from saath.promises.grievances.rules import Terms, newest_notice, next_notice
from saath.promises.grievances.terms import notices_for, officer_now, refs_of, settings_here, terms_of
from saath.promises.models import Grievance, GrievanceOfficer
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

BATCH = 200


@action
def tell_of_limits(actor: Actor) -> int:
    """Tell of all limits in the store in scope whose notice is due, the most pressing of each once; return how many were
    looked at.
    """
    due = (
        Grievance.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("conversation")
        .filter(notice_at__lte=now())
        .order_by("notice_at", "id")
    )
    found = list(due[:BATCH])
    if not found:
        return 0
    terms, officer, at = terms_of(settings_here()), officer_now(), now()
    for grievance in found:
        _tell(actor, grievance, terms, officer, at)
    return len(found)


def _tell(
    actor: Actor, grievance: Grievance, terms: Terms, officer: GrievanceOfficer | None, at: datetime
) -> None:
    notices = notices_for(grievance, terms)
    assert grievance.notice_at is not None
    newest = newest_notice(notices, since=grievance.notice_at, now=at)
    grievance.notice_at = next_notice(notices, after=at)
    grievance.save(update_fields=["notice_at"])
    if newest is None:
        return
    kind = GRIEVANCE_LATE if newest.is_last else GRIEVANCE_DUE
    subject = grievance.conversation or grievance
    emit(actor, kind, subject=subject, refs=refs_of(grievance, officer), changed=[newest.limit.value])
