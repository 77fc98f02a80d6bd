"""Somebody asks how a grievance stands, and proves nothing yet."""

from __future__ import annotations

from saath.jobs import enqueue
from saath.promises.grievances.jobs import send_asked_link
from saath.promises.grievances.proving import find_by_reference
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action


@action
def ask_for_link(actor: Actor, *, reference: str) -> None:
    """Have a link sent to the address that complained. It takes as long where there is no such grievance: a job finds out."""
    grievance = find_by_reference(reference)
    enqueue(send_asked_link, grievance.pk if grievance is not None else 0)
