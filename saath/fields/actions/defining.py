"""Saying what the shop wants to know."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.fields.content import Content, checked, merged_options
from saath.fields.events import FIELD_ADDED, FIELD_CHANGED, FIELD_REMOVED, FIELD_RESTORED
from saath.fields.models import Field
from saath.fields.rules import MOST_FIELDS, key_for
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"


@action
def add_field(actor: Actor, *, content: Content) -> Field:
    """Add a field, last in its order; raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    content = checked(content)
    theirs = Field.objects.kept().filter(about=content.about)
    if theirs.count() >= MOST_FIELDS:
        raise BadInput(_("There are as many fields as a person can look through. Remove one first."))
    last = theirs.aggregate(last=Max("place"))["last"] or 0
    name = content.names.get("en") or next(iter(content.names.values()))
    field = Field.objects.create(
        about=content.about,
        kind=content.kind,
        key=_free_key(name),
        place=last + 1,
        options=merged_options([], content.options),
        **_asked(content),
    )
    emit(actor, FIELD_ADDED, subject=field)
    return field


@action
def change_field(actor: Actor, field: Field, *, content: Content, version: int) -> Field:
    """Change everything about a field but what it is about, its type and its key: values are kept by those.

    Raises `Forbidden`, `BadInput`, `Conflict` where somebody changed it since `version`.
    """
    actor.require(VERB)
    content = checked(content)
    fresh = Field.objects.select_for_update().get(pk=field.pk)
    if fresh.version != version:
        raise Conflict()
    changes = {**_asked(content), "options": merged_options(fresh.options, content.options)}
    _change(actor, fresh, **changes)
    return fresh


@action
def hold_field(actor: Actor, field: Field) -> None:
    """Neither ask nor show a field for now; its values are kept. Raises `Forbidden`."""
    actor.require(VERB)
    _change(actor, field, held_at=now())


@action
def resume_field(actor: Actor, field: Field) -> None:
    """Ask and show a field again; raises `Forbidden`."""
    actor.require(VERB)
    _change(actor, field, held_at=None)


@action
def move_field(actor: Actor, field: Field, *, up: bool) -> None:
    """Let a field change places with the one before or after it; raises `Forbidden`."""
    actor.require(VERB)
    rows = list(Field.objects.kept().filter(about=field.about).order_by("place", "id"))
    at = next((index for index, row in enumerate(rows) if row.pk == field.pk), 0)
    rows.insert(max(0, at - 1) if up else at + 1, rows.pop(at))
    for place, row in enumerate(rows, start=1):
        if row.place != place:
            Field.objects.filter(pk=row.pk).update(place=place)
    emit(actor, FIELD_CHANGED, subject=field, changed=["place"])


@action
def remove_field(actor: Actor, field: Field) -> None:
    """Take a field away; it comes back with its values for 30 days. Raises `Forbidden`."""
    actor.require(VERB)
    Field.objects.filter(pk=field.pk).update(deleted_at=now())
    emit(actor, FIELD_REMOVED, subject=field)


@action
def restore_field(actor: Actor, field: Field) -> None:
    """Bring a removed field back with its values; raises `Forbidden`."""
    actor.require(VERB)
    is_taken = Field.objects.kept().filter(key=field.key).exclude(pk=field.pk).exists()
    key = _free_key(field.key) if is_taken else field.key
    Field.objects.filter(pk=field.pk).update(deleted_at=None, key=key)
    emit(actor, FIELD_RESTORED, subject=field)


def _asked(content: Content) -> dict[str, Any]:
    return {
        "names": dict(content.names),
        "unit": content.unit,
        "least": content.least,
        "most": content.most,
        "is_required": content.is_required,
    }


def _free_key(name: str) -> str:
    return key_for(name, Field.objects.kept().values_list("key", flat=True))


def _change(actor: Actor, field: Field, **changes: Any) -> None:
    Field.objects.filter(pk=field.pk).update(**changes, version=field.version + 1)
    emit(actor, FIELD_CHANGED, subject=field, changed=list(changes))
