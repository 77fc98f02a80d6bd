"""One field: adding it and changing it."""

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
from saath.core.errors import BadInput, Conflict, SaathError
from saath.fields.actions.defining import add_field, change_field
from saath.fields.content import Content
from saath.fields.forms import FieldForm
from saath.fields.kinds import About, Kind
from saath.fields.models import Field
from saath.fields.queries import get_field

Keep = Callable[[Content], Field]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a field; `?about=` says of what."""
    actor = actor_of(request)
    actor.require("store.settings")
    asked = request.GET.get("about", "")
    about = asked if asked in About.values else About.CONVERSATION
    form = FieldForm(request.POST or None, about=about)
    return _edit(request, form, lambda content: add_field(actor, content=content))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a field, and change it."""
    actor = actor_of(request)
    found = get_field(actor, public_id)
    form = FieldForm(request.POST or None, field=found, about=found.about)

    def keep(content: Content) -> Field:
        return change_field(actor, found, content=content, version=form.cleaned_data["version"] or 0)

    return _edit(request, form, keep, found)


def _edit(request: HttpRequest, form: FieldForm, keep: Keep, field: Field | None = None) -> HttpResponse:
    if form.is_bound and form.is_valid():
        try:
            kept = keep(form.content())
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": kept.name})
            return redirect("fields:all")
    page = {"form": form, "field": field, "kinds": Kind, "about": About(form.about)}
    return render(request, "fields/edit.html", page, status=422 if form.errors else 200)


def _mark(form: FieldForm, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))
