"""A grievance as it is now, held, and its limits kept up with what happened to it: a part of the other actions."""

from __future__ import annotations

from saath.core.clock import now
from saath.core.errors import NotFound
from saath.promises.grievances.actions._clocks import keep_clocks
from saath.promises.grievances.terms import set_notice, settings_here, terms_of
from saath.promises.models import Grievance

STANDING = ("acknowledged_at", "acknowledged_how", "acknowledged_in", "redressed_at", "outcome")


def held(grievance: Grievance) -> Grievance:
    """Return a grievance held until the transaction ends; where it joined another, that one. Raises `NotFound`."""
    rows = Grievance.objects.select_for_update(of=("self",)).select_related("conversation")
    found = rows.filter(pk=grievance.pk).first()
    for _step in range(20):
        if found is None or found.joined_id is None:
            break
        found = rows.filter(pk=found.joined_id).first()
    if found is None:
        raise NotFound()
    return found


def save_standing(grievance: Grievance) -> None:
    """Save how far a grievance has come, and when colleagues are told next."""
    set_notice(grievance, terms_of(settings_here()), after=now())
    grievance.save(update_fields=[*STANDING, "notice_at"])
    keep_clocks(grievance)
