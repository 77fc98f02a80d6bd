"""Reads of notes about customers."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from saath.core.errors import NotFound
from saath.customers.models import Customer, CustomerNote
from saath.tenancy.actor import Actor

MOST = 100


def notes_of(actor: Actor, customer: Customer) -> Sequence[CustomerNote]:
    """Return the notes about a customer, pinned ones first, then the newest; one statement. Raises `Forbidden`."""
    actor.require("customer.read")
    rows = CustomerNote.objects.filter(customer=customer, deleted_at=None).select_related("written_by")
    return sorted(rows.order_by("-id")[:MOST], key=lambda note: note.pinned_at is None)


def get_note(actor: Actor, public_id: UUID) -> CustomerNote:
    """Return a note, also one that was taken away; raises `Forbidden`, `NotFound`."""
    actor.require("customer.read")
    found = CustomerNote.objects.select_related("customer").filter(public_id=public_id).first()
    if found is None:
        raise NotFound()
    return found
