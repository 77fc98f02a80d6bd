"""A webhook is added and changed."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saath.accounts.requests import actor_of
from saath.core.errors import BadInput, Conflict, SaathError
from saath.webhooks.actions.endpoints import Added, add_endpoint, change_endpoint
from saath.webhooks.forms import EndpointForm
from saath.webhooks.models import Endpoint
from saath.webhooks.queries.shown import get_endpoint


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def add(request: HttpRequest) -> HttpResponse:
    """Add a webhook, and show its secret this one time."""
    actor = actor_of(request)
    actor.require("store.settings")
    form = EndpointForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            added: Added = add_endpoint(actor, content=form.content())
        except BadInput as error:
            _mark(form, error)
        else:
            page = {"endpoint": added.endpoint, "secret": added.secret.reveal(), "is_first": True}
            return render(request, "webhooks/secret.html", page)
    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what a webhook is told, and change it."""
    actor = actor_of(request)
    endpoint = get_endpoint(actor, public_id)
    form = EndpointForm(request.POST or None, endpoint=endpoint)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            change_endpoint(actor, endpoint, content=form.content(), version=version)
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("webhooks:one", public_id)
    return _page(request, form, endpoint)


def _page(request: HttpRequest, form: EndpointForm, endpoint: Endpoint | None = None) -> HttpResponse:
    page = {"form": form, "endpoint": endpoint}
    return render(request, "webhooks/edit.html", page, status=422 if form.errors else 200)


def _mark(form: EndpointForm, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))
