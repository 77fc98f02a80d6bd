"""Filtering a list, and the views that are saved of it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.views import (
    SHARING,
    TooManyViews,
    delete_view,
    move_view,
    rename_view,
    restore_view,
    save_view,
)
from saath.conversations.filters import narrowing_of, registered
from saath.conversations.models import SavedView
from saath.conversations.queries.views import counted_views, get_view, list_views
from saath.core.errors import BadInput, SaathError
from saath.desk.around import ALL_QUEUES
from saath.desk.frame import frame_of, shown_count
from saath.desk.narrowing import address_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.inbox import queue_named


@dataclass(frozen=True, slots=True)
class ShownView:
    """A view with its address and what it holds, in words."""

    view: SavedView
    address: str
    words: str


@require_safe
def filter_form(request: StaffRequest, queue: str) -> HttpResponse:
    """Show by what a queue can be narrowed; without scripts it is a page."""
    chosen = narrowing_of(request.actor, request.GET.dict()).values
    fields = [
        (each, each.choices(request.actor), chosen.get(each.key, "")) for each in registered(request.actor)
    ]
    context = {"queue": queue_named(queue), "queues": ALL_QUEUES, "fields": fields}
    if request.htmx:
        return render(request, "desk/_filter.html", context)
    return render(request, "desk/filter.html", {**context, "frame": frame_of(request, queue)})


@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """Save the list that is shown under a name, and show it; where there is no room, show the views that take it."""
    queue = queue_named(request.POST.get("queue", ""))
    values = {each.key: request.POST.get(each.key, "") for each in registered(request.actor)}
    narrowing = narrowing_of(request.actor, values)
    name, is_shared = request.POST.get("name", ""), request.POST.get("shared") == "1"
    # The field asks for a name itself, and an empty one loses nothing.
    with suppress(BadInput):
        try:
            save_view(
                request.actor, name=name, queue=queue.key, filters=narrowing.values, is_shared=is_shared
            )
        except TooManyViews as error:
            return _page(request, error)
    return redirect(address_of(queue, narrowing.values))


@require_safe
def show_views(request: StaffRequest) -> HttpResponse:
    """Show all views with what can be done about them."""
    return _page(request)


@require_safe
def views_beside(request: StaffRequest) -> HttpResponse:
    """Return the views as the navigation shows them: each with its size."""
    counted = counted_views(request.actor, zone=request.store.zone)
    current = request.htmx.current_url_abs_path or ""
    entries = [
        (
            each.view,
            address_of(queue_named(each.view.queue), each.view.filters),
            shown_count(each.count),
        )
        for each in counted
    ]
    return render(request, "desk/_views_beside.html", {"entries": entries, "current": current})


@require_POST
def rename(request: StaffRequest, view: UUID) -> HttpResponse:
    """Give a view another name."""
    try:
        rename_view(request.actor, get_view(request.actor, view), name=request.POST.get("name", ""))
    except BadInput as error:
        return _views(request, error=error)
    return _views(request)


@require_POST
def move(request: StaffRequest, view: UUID) -> HttpResponse:
    """Put a view one place up or down."""
    move_view(request.actor, get_view(request.actor, view), up=request.POST.get("to") == "up")
    return _views(request)


@require_POST
def delete(request: StaffRequest, view: UUID) -> HttpResponse:
    """Put a view away, with a way back."""
    found = get_view(request.actor, view)
    delete_view(request.actor, found)
    undo = reverse("desk:restore_view", args=[found.public_id])
    return with_toast(
        _views(request),
        _("Deleted the view “%(name)s”") % {"name": found.name},
        undo=undo,
        target="#views-pane",
    )


@require_POST
def restore(request: StaffRequest, view: UUID) -> HttpResponse:
    """Bring a deleted view back."""
    try:
        restore_view(request.actor, get_view(request.actor, view))
    except TooManyViews as error:
        return _views(request, error=error)
    return _views(request)


def _page(request: StaffRequest, error: SaathError | None = None) -> HttpResponse:
    context = {**_context(request), "error": error}
    return render(request, "desk/views.html", {**context, "frame": frame_of(request, "views")})


def _views(request: StaffRequest, *, error: SaathError | None = None) -> HttpResponse:
    if not request.htmx:
        return redirect("desk:views") if error is None else _page(request, error)
    return render(request, "desk/_views.html", {**_context(request), "error": error})


def _context(request: StaffRequest) -> dict[str, object]:
    shown = [_shown(request, view) for view in list_views(request.actor)]
    own = [each for each in shown if each.view.owner_id is not None]
    team = [each for each in shown if each.view.owner_id is None]
    return {"own": own, "team": team, "may_share": request.actor.may(SHARING)}


def _shown(request: StaffRequest, view: SavedView) -> ShownView:
    queue = queue_named(view.queue)
    narrowing = narrowing_of(request.actor, view.filters)
    words = " · ".join([str(queue.name), *(str(each.choice.label) for each in narrowing.chosen)])
    return ShownView(view, address_of(queue, view.filters), words)
