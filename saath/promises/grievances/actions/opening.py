"""A colleague makes a grievance of a conversation."""

from __future__ import annotations

from saath.conversations.actions.triage import locked
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.promises.grievances.actions._opening import Opening, opened
from saath.promises.models import Grievance
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action

__all__ = ["Opening", "open_grievance"]


@action
def open_grievance(actor: Actor, conversation: Conversation, *, opening: Opening) -> Grievance:
    """Make a grievance of a conversation; its limits count from the first receipt, and nothing moves them again.

    Raises `Forbidden`, `BadInput` for a receipt after the first message, or a docket without its number, `Conflict` where it
    is one already.
    """
    actor.require("grievance.open")
    if opening.source not in (Grievance.Source.STAFF, Grievance.Source.NCH):
        raise BadInput(field="source")
    return opened(actor, locked(conversation), opening)
