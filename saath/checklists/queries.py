"""Reads of the checklists that a shop has written."""

from __future__ import annotations

from uuid import UUID

from saath.checklists.models import Checklist
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor


def list_checklists(actor: Actor) -> list[Checklist]:
    """Return the checklists that can be put on a conversation, in their order; raises `Forbidden`."""
    actor.require("conversation.read")
    return list(Checklist.objects.kept())


def list_removed(actor: Actor) -> list[Checklist]:
    """Return the checklists that were removed and can be brought back; raises `Forbidden`."""
    actor.require("store.settings")
    return list(Checklist.objects.filter(deleted_at__isnull=False).order_by("-deleted_at"))


def get_checklist(actor: Actor, public_id: UUID, *, is_removed: bool = False) -> Checklist:
    """Return a checklist; raises `Forbidden`, `NotFound`."""
    actor.require("conversation.read")
    found = Checklist.objects.filter(public_id=public_id, deleted_at__isnull=not is_removed).first()
    if found is None:
        raise NotFound()
    return found
