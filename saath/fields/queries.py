"""Reads of fields, for who says what the shop wants to know."""

from __future__ import annotations

from uuid import UUID

from saath.core.errors import NotFound
from saath.fields.models import Field
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
