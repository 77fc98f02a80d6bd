"""The book of those outside: looking, changing, taking out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.outsiders import (
    Entry,
    add_outsider,
    change_outsider,
    remove_outsider,
    restore_outsider,
)
from saath.conversations.models import Outsider
from saath.conversations.queries.aside import get_outsider, list_outsiders
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest


@require_safe
def show_outsiders(request: StaffRequest) -> HttpResponse:
    """Show the book."""
    return _page(request)


@require_POST
def add(request: StaffRequest) -> HttpResponse:
    """Write somebody into the book."""
    try:
        added = add_outsider(request.actor, entry=_entry(request))
    except BadInput as error:
        return _page(request, error=error, wrong="new")
    messages.success(request, _("Saved: %(name)s.") % {"name": added.name})
    return redirect("desk:outsiders")


@require_POST
def change(request: StaffRequest, outsider: UUID) -> HttpResponse:
    """Change what the book says of somebody."""
    found = get_outsider(request.actor, outsider)
    try:
        changed = change_outsider(request.actor, found, entry=_entry(request))
    except BadInput as error:
        return _page(request, error=error, wrong=str(outsider))
    messages.success(request, _("Saved: %(name)s.") % {"name": changed.name})
    return redirect("desk:outsiders")


@require_POST
def remove(request: StaffRequest, outsider: UUID) -> HttpResponse:
    """Take somebody out of the book; the page offers to put them back."""
    remove_outsider(request.actor, get_outsider(request.actor, outsider))
    return redirect(f"{reverse('desk:outsiders')}?removed={outsider}")


@require_POST
def restore(request: StaffRequest, outsider: UUID) -> HttpResponse:
    """Put somebody back into the book."""
    try:
        restore_outsider(request.actor, get_outsider(request.actor, outsider, is_removed=True))
    except BadInput as error:
        return _page(request, error=error)
    messages.success(request, _("It is back."))
    return redirect("desk:outsiders")


def _entry(request: StaffRequest) -> Entry:
    given = request.POST
    return Entry(**{name: given.get(name, "") for name in ("name", "kind", "language", "address")})


def _page(request: StaffRequest, **trouble: Any) -> HttpResponse:
    context = {
        "outsiders": [(each, str(each.public_id)) for each in list_outsiders(request.actor)],
        "kinds": Outsider.Kind.choices,
        "languages": settings.LANGUAGES,
        "own_language": request.store.language,
        "entered": request.POST.dict(),
        "removed": _removed(request),
        "frame": frame_of(request, "settings-outsiders", is_counted=False),
        **trouble,
    }
    return render(request, "desk/outsiders.html", context, status=422 if trouble else 200)


def _removed(request: StaffRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("removed", ""))
    except ValueError:
        return None
