"""Writing, changing and removing checklists."""

from __future__ import annotations

from typing import Any

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from saath.checklists.content import MOST_CHECKLISTS, Content, checked
from saath.checklists.events import (
    CHECKLIST_ADDED,
    CHECKLIST_CHANGED,
    CHECKLIST_REMOVED,
    CHECKLIST_RESTORED,
)
from saath.checklists.models import Checklist
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

VERB = "store.settings"


@action
def add_checklist(actor: Actor, *, content: Content) -> Checklist:
    """Write a checklist, last in their order; raises `Forbidden`, `BadInput`."""
    actor.require(VERB)
    content = checked(content)
    kept = Checklist.objects.kept()
    if kept.count() >= MOST_CHECKLISTS:
        raise BadInput(_("There are as many checklists as a person can look through. Remove one first."))
    last = kept.aggregate(last=Max("place"))["last"] or 0
    checklist = Checklist.objects.create(place=last + 1, **_written(content))
    emit(actor, CHECKLIST_ADDED, subject=checklist)
    return checklist


@action
def change_checklist(actor: Actor, checklist: Checklist, *, content: Content, version: int) -> Checklist:
    """Change a checklist; conversations that have it keep it as it was.

    Raises `Forbidden`, `BadInput`, `Conflict` where somebody changed it since `version`.
    """
    actor.require(VERB)
    content = checked(content)
    fresh = Checklist.objects.select_for_update(of=("self",)).get(pk=checklist.pk)
    if fresh.version != version:
        raise Conflict()
    for name, value in _written(content).items():
        setattr(fresh, name, value)
    fresh.version += 1
    fresh.save()
    emit(actor, CHECKLIST_CHANGED, subject=fresh)
    return fresh


@action
def move_checklist(actor: Actor, checklist: Checklist, *, up: bool) -> None:
    """Let a checklist change places with the one before or after it; raises `Forbidden`."""
    actor.require(VERB)
    rows = list(Checklist.objects.kept())
    at = next((index for index, row in enumerate(rows) if row.pk == checklist.pk), 0)
    rows.insert(max(0, at - 1) if up else at + 1, rows.pop(at))
    for place, row in enumerate(rows, start=1):
        if row.place != place:
            Checklist.objects.filter(pk=row.pk).update(place=place)
    emit(actor, CHECKLIST_CHANGED, subject=checklist, changed=["place"])


@action
def remove_checklist(actor: Actor, checklist: Checklist) -> None:
    """Take a checklist away, for 30 days so that it can come back; conversations keep theirs. Raises `Forbidden`."""
    actor.require(VERB)
    Checklist.objects.filter(pk=checklist.pk).update(deleted_at=now())
    emit(actor, CHECKLIST_REMOVED, subject=checklist)


@action
def restore_checklist(actor: Actor, checklist: Checklist) -> None:
    """Bring a removed checklist back; raises `Forbidden`."""
    actor.require(VERB)
    Checklist.objects.filter(pk=checklist.pk).update(deleted_at=None)
    emit(actor, CHECKLIST_RESTORED, subject=checklist)


def _written(content: Content) -> dict[str, Any]:
    return {
        "names": dict(content.names),
        "items": [dict(names) for names in content.items],
        "is_required": content.is_required,
    }
