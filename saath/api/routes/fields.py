"""Fields of the shop's own: what it wants to know about conversations and customers."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.places import places
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Shift
from saath.api.shapes.fields import ChangedField, Field, NewField, field_shape
from saath.api.shapes.words import named
from saath.api.writing import Single
from saath.fields.actions import defining
from saath.fields.content import Content
from saath.fields.models import Field as Row
from saath.fields.queries import get_field as find
from saath.fields.queries import list_fields as list_kept
from saath.fields.queries import list_removed

router = Router(tags=["fields"])
READ, WRITE = "settings:read", "settings:write"
PLACES = {"name_en": "names", "options_en": "options"}
FIELD = Single(hold=find, show=lambda _request, held: field_shape(held))


@reads(router, "/fields", Page[Field], scope=READ)
def list_fields(request: ApiRequest, removed: bool = False) -> Page[Field]:
    """List the fields in their order, those on hold too.

    `removed=true` lists those that were removed and can be restored.
    """
    found = (list_removed if removed else list_kept)(request.actor)
    return Page(items=[field_shape(each) for each in found], next_cursor=None)


@reads(router, "/fields/{uuid:id}", Field, scope=READ)
def get_field(request: ApiRequest, id: UUID) -> Field:
    """Get a field."""
    return field_shape(find(request.actor, id))


@writes(router, "POST", "/fields", Field, scope=WRITE, status=201)
def add_field(request: ApiRequest, body: NewField) -> Created:
    """Add a field, last in its order."""
    content = Content(
        about=body.about,
        kind=body.kind,
        names=named(body.names),
        options=[named(each) for each in body.options],
        unit=body.unit,
        least=body.least,
        most=body.most,
        is_required=body.is_required,
    )
    with places(PLACES):
        made = defining.add_field(request.actor, content=content)
    return Created(field_shape(made), f"fields/{made.public_id}")


@writes(router, "PATCH", "/fields/{uuid:id}", Field, scope=WRITE, single=FIELD)
def change_field(request: ApiRequest, id: UUID, body: ChangedField) -> Field:
    """Change all of a field but what it is about, its kind and its key: values are kept by those."""
    found = find(request.actor, id)
    changes = {name: getattr(body, name) for name in body.model_fields_set}
    bounds = {name: changes.pop(name) for name in ("least", "most") if name in changes}
    content = replace(_as_it_is(found), **{k: v for k, v in changes.items() if v is not None}, **bounds)
    with places(PLACES):
        defining.change_field(request.actor, found, content=content, version=found.version)
    return field_shape(find(request.actor, id))


@writes(router, "POST", "/fields/{uuid:id}/move", scope=WRITE, single=FIELD)
def move_field(request: ApiRequest, id: UUID, body: Shift) -> None:
    """Let a field change places with the one before or after it."""
    defining.move_field(request.actor, find(request.actor, id), up=body.to == "up")


@writes(router, "POST", "/fields/{uuid:id}/hold", Field, scope=WRITE, single=FIELD)
def hold_field(request: ApiRequest, id: UUID) -> Field:
    """Neither ask nor show a field for now; its values are kept."""
    defining.hold_field(request.actor, find(request.actor, id))
    return field_shape(find(request.actor, id))


@writes(router, "POST", "/fields/{uuid:id}/resume", Field, scope=WRITE, single=FIELD)
def resume_field(request: ApiRequest, id: UUID) -> Field:
    """Ask and show a field again."""
    defining.resume_field(request.actor, find(request.actor, id))
    return field_shape(find(request.actor, id))


@writes(router, "DELETE", "/fields/{uuid:id}", scope=WRITE, single=FIELD)
def remove_field(request: ApiRequest, id: UUID) -> None:
    """Take a field away; for 30 days it comes back with its values."""
    defining.remove_field(request.actor, find(request.actor, id))


@writes(router, "POST", "/fields/{uuid:id}/restore", Field, scope=WRITE)
def restore_field(request: ApiRequest, id: UUID) -> Field:
    """Bring a removed field back with its values."""
    defining.restore_field(request.actor, find(request.actor, id, is_removed=True))
    return field_shape(find(request.actor, id))


def _as_it_is(field: Row) -> Content:
    options = [each["names"] for each in field.options if not each.get("is_off")]
    return Content(
        about=field.about,
        kind=field.kind,
        names=field.names,
        options=options,
        unit=field.unit,
        least=field.least,
        most=field.most,
        is_required=field.is_required,
    )
