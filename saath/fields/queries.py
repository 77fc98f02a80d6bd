"""Reads of fields, for who says what the shop wants to know."""

from __future__ import annotations

from uuid import UUID

from saath.core.errors import NotFound
from saath.customers.models import Customer
from saath.fields.filling import Known
from saath.fields.models import CustomerValue, Field
from saath.tenancy.actor import Actor


def list_fields(actor: Actor) -> list[Field]:
    """Return all fields that nobody has removed, those on hold too, in their order; raises `Forbidden`."""
    actor.require("store.settings")
    return list(Field.objects.kept().order_by("about", "place", "id"))


def list_removed(actor: Actor) -> list[Field]:
    """Return the fields that were removed and can be brought back; raises `Forbidden`."""
    actor.require("store.settings")
    return list(Field.objects.filter(deleted_at__isnull=False).order_by("-deleted_at"))


def get_field(actor: Actor, public_id: UUID, *, is_removed: bool = False) -> Field:
    """Return a field to change it; raises `Forbidden`, `NotFound`."""
    actor.require("store.settings")
    found = Field.objects.filter(public_id=public_id, deleted_at__isnull=not is_removed).first()
    if found is None:
        raise NotFound()
    return found


def known_of(actor: Actor, customer: Customer) -> list[Known]:
    """Return what is known of a customer, by the fields in use; one statement. Raises `Forbidden`."""
    actor.require("customer.read")
    values = CustomerValue.objects.filter(customer=customer, field__deleted_at=None, field__held_at=None)
    known = values.exclude(value="").select_related("field").order_by("field__place", "field_id")
    return [Known(each.field, each.value, version=each.version) for each in known]
