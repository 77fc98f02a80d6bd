"""A colleague tells the customer in another way that their grievance is here."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.promises.grievances.actions._keeping import held
from saath.promises.grievances.actions._words import acknowledge
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def tell_acknowledged(actor: Actor, grievance: Grievance, *, at: datetime | None = None) -> Grievance:
    """Write down that a colleague has told the customer in another way, by telephone for example. Said again, the first stays.

    Raises `Forbidden`, `BadInput` for a time before the receipt or still to come.
    """
    actor.require("grievance.open")
    fresh = held(grievance)
    told_at = at or now()
    if not fresh.counts_from <= told_at <= now():
        raise BadInput(_("That is before it was received, or still to come."), field="at")
    if fresh.acknowledged_at is None:
        acknowledge(actor, fresh, Grievance.How.TOLD, at=told_at)
    return fresh
