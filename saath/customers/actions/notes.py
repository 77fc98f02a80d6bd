"""Notes about a customer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput
from saath.core.text import storable
from saath.customers.events import CUSTOMER_NOTED
from saath.customers.models import Customer, CustomerNote
from saath.tenancy.actor import Actor
from saath.tenancy.rows import insert_row
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_NOTE = 2_000
VERB = "customer.edit"


@action
def write_note(actor: Actor, customer: Customer, *, text: str, is_pinned: bool = False) -> CustomerNote:
    """Write something down about a customer, or about whom they were put together with meanwhile.

    Raises `Forbidden`, and `BadInput` for no words and for more than 2,000 characters.
    """
    actor.require(VERB)
    words = storable(text).strip()
    if not words:
        raise BadInput(_("Write something first."), field="text")
    if len(words) > LONGEST_NOTE:
        raise BadInput(_("That note is too long."), field="text")
    held = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    note = CustomerNote(
        customer_id=held.merged_into_id or held.pk,
        text=words,
        written_by_id=actor.member_id,
        pinned_at=now() if is_pinned else None,
    )
    insert_row(note)
    _tell(actor, note, "notes")
    return note


@action
def pin_note(actor: Actor, note: CustomerNote, *, is_pinned: bool) -> None:
    """Show a note beside each conversation of its customer, or no more; raises `Forbidden`."""
    actor.require(VERB)
    note.pinned_at = now() if is_pinned else None
    note.save(update_fields=["pinned_at"])
    _tell(actor, note, "pinned")


@action
def remove_note(actor: Actor, note: CustomerNote) -> None:
    """Take a note away; it can be brought back for 30 days. Raises `Forbidden`."""
    actor.require(VERB)
    note.deleted_at = now()
    note.save(update_fields=["deleted_at"])
    _tell(actor, note, "notes")


@action
def restore_note(actor: Actor, note: CustomerNote) -> None:
    """Bring a note back that was taken away; raises `Forbidden`."""
    actor.require(VERB)
    note.deleted_at = None
    note.save(update_fields=["deleted_at"])
    _tell(actor, note, "notes")


def _tell(actor: Actor, note: CustomerNote, what: str) -> None:
    emit(actor, CUSTOMER_NOTED, subject=note.customer, refs={"note": note}, changed=[what])
