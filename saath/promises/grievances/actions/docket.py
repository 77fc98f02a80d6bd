"""A grievance goes to the National Consumer Helpline as well, or the helpline names another deadline."""

from __future__ import annotations

from datetime import datetime

from saath.core.errors import NotFound
from saath.core.text import storable
from saath.promises.grievances.actions._keeping import held
from saath.promises.grievances.actions._moving import set_joint_limits
from saath.promises.grievances.actions._opening import check_deadline, check_docket
from saath.promises.grievances.events import GRIEVANCE_DOCKET_SET
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit


@action
def set_docket(
    actor: Actor, grievance: Grievance, *, docket: str, docket_due_at: datetime | None = None
) -> Grievance:
    """Write down the helpline's docket of a grievance and its deadline, None for none. The limits of the rules stay.

    Raises `Forbidden`, `BadInput` without a number or for a deadline before the receipt.
    """
    actor.require("grievance.open")
    rows = Grievance.objects.select_for_update(of=("self",)).select_related("conversation__account")
    own = rows.filter(pk=grievance.pk).first()
    if own is None:
        raise NotFound()
    check_docket(docket)
    check_deadline(docket_due_at, received_at=own.received_at)
    said = " ".join(storable(docket).split())[:60]
    if (own.docket, own.docket_due_at) == (said, docket_due_at):
        return own
    own.docket, own.docket_due_at = said, docket_due_at
    own.save(update_fields=["docket", "docket_due_at"])
    set_joint_limits(own)
    if own.joined_id is not None:
        set_joint_limits(held(own))
    emit(actor, GRIEVANCE_DOCKET_SET, subject=own.conversation or own, refs={"grievance": own})
    return own
