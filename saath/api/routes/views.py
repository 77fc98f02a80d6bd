"""Saved views: lists that somebody comes back to."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from saath.api.answers import Created
from saath.api.operations import reads, writes
from saath.api.request import ApiRequest
from saath.api.shapes import Page, Shift
from saath.api.shapes.views import ChangedView, NewView, View, view_shape
from saath.api.writing import Single
from saath.conversations.actions import views
from saath.conversations.models import SavedView
from saath.conversations.queries.views import get_view as find
from saath.conversations.queries.views import list_views as list_kept
from saath.core.errors import NotFound
from saath.tenancy.actor import Actor

router = Router(tags=["views"])
READ, WRITE = "conversations:read", "conversations:write"


def hold_view(actor: Actor, id: UUID) -> SavedView:
    """Return a view that nobody has deleted; raises `NotFound`."""
    found = find(actor, id)
    if found.deleted_at is not None:
        raise NotFound()
    return found


VIEW = Single(hold=hold_view, show=lambda _request, held: view_shape(held))


@reads(router, "/views", Page[View], scope=READ)
def list_views(request: ApiRequest) -> Page[View]:
    """List one's own views, then those of the team."""
    return Page(items=[view_shape(each) for each in list_kept(request.actor)], next_cursor=None)


@reads(router, "/views/{uuid:id}", View, scope=READ)
def get_view(request: ApiRequest, id: UUID) -> View:
    """Get a view."""
    return view_shape(hold_view(request.actor, id))


@writes(router, "POST", "/views", View, scope=WRITE, status=201)
def save_view(request: ApiRequest, body: NewView) -> Created:
    """Save a queue with filters under a name; a filter that there is not, or a value that is none, is left out."""
    made = views.save_view(
        request.actor, name=body.name, queue=body.queue, filters=body.filters, is_shared=body.is_shared
    )
    return Created(view_shape(made), f"views/{made.public_id}")


@writes(router, "PATCH", "/views/{uuid:id}", View, scope=WRITE, single=VIEW)
def rename_view(request: ApiRequest, id: UUID, body: ChangedView) -> View:
    """Give a view another name."""
    views.rename_view(request.actor, hold_view(request.actor, id), name=body.name)
    return view_shape(hold_view(request.actor, id))


@writes(router, "POST", "/views/{uuid:id}/move", scope=WRITE, single=VIEW)
def move_view(request: ApiRequest, id: UUID, body: Shift) -> None:
    """Let a view change places with the one before or after it."""
    views.move_view(request.actor, hold_view(request.actor, id), up=body.to == "up")


@writes(router, "DELETE", "/views/{uuid:id}", scope=WRITE, single=VIEW)
def delete_view(request: ApiRequest, id: UUID) -> None:
    """Put a view away; for 30 days it can be brought back."""
    views.delete_view(request.actor, hold_view(request.actor, id))


@writes(router, "POST", "/views/{uuid:id}/restore", View, scope=WRITE)
def restore_view(request: ApiRequest, id: UUID) -> View:
    """Bring a deleted view back to its place."""
    views.restore_view(request.actor, find(request.actor, id))
    return view_shape(hold_view(request.actor, id))
