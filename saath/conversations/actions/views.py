"""Saving lists to come back to, for oneself or for the team."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from saath.conversations.events import VIEW_CHANGED, VIEW_DELETED, VIEW_SAVED
from saath.conversations.filters import narrowing_of
from saath.conversations.models import SavedView
from saath.conversations.queues import QUEUES
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, NotFound
from saath.core.text import storable
from saath.tenancy.actor import Actor
from saath.tenancy.transactions import action
from saath.timeline.emit import emit

LONGEST_NAME = 60
# Twelve are counted beside the desk; a list of more than these is one to search in, and each is counted when it is shown.
MOST_VIEWS = 30
# What the team shares is changed by those who work on conversations, not by those who only read.
SHARING = "conversation.assign"


class TooManyViews(Conflict):
    """Somebody, or the team, has as many views as they may."""

    message = format_lazy(_("There is room for {n} views here, and all of it is taken."), n=MOST_VIEWS)
    what_is_safe = _("Nothing was changed, and what you filtered is still under its address.")
    what_to_do = _("Delete a view that nobody needs any more, then save this one.")


@action
def save_view(
    actor: Actor, *, name: str, queue: str, filters: Mapping[str, str], is_shared: bool
) -> SavedView:
    """Save a queue with filters under a name, last in its order.

    Raises `Forbidden`, `NotFound`, `BadInput` without a name, `TooManyViews`.
    """
    actor.require(SHARING if is_shared else "conversation.read")
    if queue not in QUEUES:
        raise NotFound()
    owner_id = None if is_shared else actor.member_id
    _check_room(owner_id)
    last = SavedView.objects.filter(owner=owner_id).aggregate(last=Max("place"))["last"] or 0
    view = SavedView.objects.create(
        name=_named(name),
        queue=queue,
        filters=narrowing_of(actor, filters).values,
        owner_id=owner_id,
        place=last + 1,
    )
    emit(actor, VIEW_SAVED, subject=view)
    return view


@action
def rename_view(actor: Actor, view: SavedView, *, name: str) -> None:
    """Give a view another name; raises `Forbidden`, `BadInput`."""
    _require(actor, view)
    _set(actor, view, name=_named(name))


@action
def move_view(actor: Actor, view: SavedView, *, up: bool) -> None:
    """Let a view change places with the one before or after it; raises `Forbidden`, `NotFound` for a deleted one."""
    _require(actor, view)
    rows = list(SavedView.objects.filter(owner=view.owner_id, deleted_at=None).order_by("place", "id"))
    at = next((index for index, row in enumerate(rows) if row.pk == view.pk), None)
    if at is None:
        raise NotFound()
    to = max(0, at - 1) if up else min(len(rows) - 1, at + 1)
    rows.insert(to, rows.pop(at))
    for place, row in enumerate(rows, start=1):
        if row.place != place:
            SavedView.objects.filter(pk=row.pk).update(place=place)
    emit(actor, VIEW_CHANGED, subject=view, changed=["place"])


@action
def delete_view(actor: Actor, view: SavedView) -> None:
    """Put a view away; it can be brought back for 30 days. Raises `Forbidden`."""
    _require(actor, view)
    SavedView.objects.filter(pk=view.pk).update(deleted_at=now())
    emit(actor, VIEW_DELETED, subject=view)


@action
def restore_view(actor: Actor, view: SavedView) -> None:
    """Bring a deleted view back to its place; raises `Forbidden`, `TooManyViews`."""
    _require(actor, view)
    if view.deleted_at is not None:
        _check_room(view.owner_id)
    _set(actor, view, deleted_at=None)


def _check_room(owner_id: int | None) -> None:
    """Raise `TooManyViews` where an owner, or the team, has no room for another."""
    if SavedView.objects.filter(owner=owner_id, deleted_at=None).count() >= MOST_VIEWS:
        raise TooManyViews()


def _set(actor: Actor, view: SavedView, **changes: object) -> None:
    SavedView.objects.filter(pk=view.pk).update(**changes)
    emit(actor, VIEW_CHANGED, subject=view, changed=list(changes))


def _require(actor: Actor, view: SavedView) -> None:
    actor.require("conversation.read" if view.owner_id else SHARING)


def _named(name: str) -> str:
    found = " ".join(storable(name).split())[:LONGEST_NAME]
    if not found:
        raise BadInput(
            _("A view needs a name."), what_to_do=_("Say in a word or two what is in it."), field="name"
        )
    return found
