"""One checklist: writing it and changing it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saath.accounts.requests import actor_of
from saath.checklists.actions.writing import add_checklist, change_checklist
from saath.checklists.content import Content
from saath.checklists.forms import ChecklistForm
from saath.checklists.models import Checklist
from saath.checklists.queries import get_checklist
from saath.core.errors import BadInput, Conflict, SaathError

Keep = Callable[[Content], Checklist]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write a checklist."""
    actor = actor_of(request)
    actor.require("store.settings")
    return _edit(
        request, ChecklistForm(request.POST or None), lambda content: add_checklist(actor, content=content)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a checklist, and change it."""
    actor = actor_of(request)
    actor.require("store.settings")
    found = get_checklist(actor, public_id)
    form = ChecklistForm(request.POST or None, checklist=found)

    def keep(content: Content) -> Checklist:
        return change_checklist(actor, found, content=content, version=form.cleaned_data["version"] or 0)

    return _edit(request, form, keep, found)


def _edit(
    request: HttpRequest, form: ChecklistForm, keep: Keep, checklist: Checklist | None = None
) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            kept = keep(form.content())
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": kept.name})
            return redirect("checklists:all")
    page = {"form": form, "checklist": checklist}
    return render(request, "checklists/edit.html", page, status=422 if form.errors else 200)


def _mark(form: ChecklistForm, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))
