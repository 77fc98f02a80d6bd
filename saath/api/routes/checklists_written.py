"""The checklists that a shop has written, to put on conversations."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Shift
from saath.api.shapes.checklists import ChangedChecklist, NewChecklist, ShopChecklist, checklist_shape
from saath.api.shapes.words import named
from saath.api.writing import Single
from saath.checklists.actions import writing
from saath.checklists.content import Content
from saath.checklists.queries import get_checklist as find
from saath.checklists.queries import list_checklists as list_kept
from saath.checklists.queries import list_removed

router = Router(tags=["checklists"])
READ, WRITE = "settings:read", "settings:write"
PLACES = {"name_en": "names", "items_en": "items"}
CHECKLIST = Single(hold=find, show=lambda _request, held: checklist_shape(held))


@reads(router, "/checklists", Page[ShopChecklist], scope=READ)
def list_checklists(request: ApiRequest, removed: bool = False) -> Page[ShopChecklist]:
    """List the checklists in their order.

    `removed=true` lists those that were removed and can be restored.
    """
    found = (list_removed if removed else list_kept)(request.actor)
    return Page(items=[checklist_shape(each) for each in found], next_cursor=None)


@reads(router, "/checklists/{uuid:id}", ShopChecklist, scope=READ)
def get_checklist(request: ApiRequest, id: UUID) -> ShopChecklist:
    """Get a checklist."""
    return checklist_shape(find(request.actor, id))


@writes(router, "POST", "/checklists", ShopChecklist, scope=WRITE, status=201)
def add_checklist(request: ApiRequest, body: NewChecklist) -> Created:
    """Write a checklist, last in their order."""
    items = [named(each) for each in body.items]
    content = Content(names=named(body.names), items=items, is_required=body.is_required)
    with places(PLACES):
        made = writing.add_checklist(request.actor, content=content)
    return Created(checklist_shape(made), f"checklists/{made.public_id}")


@writes(router, "PATCH", "/checklists/{uuid:id}", ShopChecklist, scope=WRITE, single=CHECKLIST)
def change_checklist(request: ApiRequest, id: UUID, body: ChangedChecklist) -> ShopChecklist:
    """Change a checklist; conversations that have it keep it as it was."""
    found = find(request.actor, id)
    content = Content(
        names=found.names if body.names is None else named(body.names),
        items=found.items if body.items is None else [named(each) for each in body.items],
        is_required=found.is_required if body.is_required is None else body.is_required,
    )
    with places(PLACES):
        fresh = writing.change_checklist(request.actor, found, content=content, version=found.version)
    return checklist_shape(fresh)


@writes(router, "POST", "/checklists/{uuid:id}/move", scope=WRITE, single=CHECKLIST)
def move_checklist(request: ApiRequest, id: UUID, body: Shift) -> None:
    """Let a checklist change places with the one before or after it."""
    writing.move_checklist(request.actor, find(request.actor, id), up=body.to == "up")


@writes(router, "DELETE", "/checklists/{uuid:id}", scope=WRITE, single=CHECKLIST)
def remove_checklist(request: ApiRequest, id: UUID) -> None:
    """Take a checklist away; for 30 days it can come back, and conversations keep theirs."""
    writing.remove_checklist(request.actor, find(request.actor, id))


@writes(router, "POST", "/checklists/{uuid:id}/restore", ShopChecklist, scope=WRITE)
def restore_checklist(request: ApiRequest, id: UUID) -> ShopChecklist:
    """Bring a removed checklist back."""
    writing.restore_checklist(request.actor, find(request.actor, id, is_removed=True))
    return checklist_shape(find(request.actor, id))
