"""The apps of a shop, for the owner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput
from saath.programs.actions.apps import change_app, register_app, remove_app, renew_app_secret
from saath.programs.forms import AppForm, NewAppForm
from saath.programs.models import App
from saath.programs.queries import MANAGE, get_app, list_admissions_of, list_apps
from saath.programs.views.doors import issuer_of


@require_safe
def show_apps(request: HttpRequest) -> HttpResponse:
    """List the apps that may ask to be let in."""
    return render(request, "programs/apps.html", {"apps": list_apps(actor_of(request))})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Register an app, and show its secret this one time."""
    actor = actor_of(request)
    actor.require(MANAGE)
    form = NewAppForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            registered = register_app(
                actor,
                name=form.cleaned_data["name"],
                redirect_uris=form.addresses_entered,
                is_confidential=form.is_confidential,
            )
        except BadInput as error:
            _mark(form, error)
        else:
            secret = registered.secret.reveal() if registered.secret else ""
            return _show_keys(request, registered.app, secret)
    return render(request, "programs/register.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show an app and who let it in, and change it."""
    actor = actor_of(request)
    app = get_app(actor, public_id)
    form = AppForm(
        request.POST or None, initial={"name": app.name, "addresses": "\n".join(app.redirect_uris)}
    )
    if form.is_bound and form.is_valid():
        try:
            change_app(actor, app, name=form.cleaned_data["name"], redirect_uris=form.addresses_entered)
        except BadInput as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved: %(name)s.") % {"name": form.cleaned_data["name"]})
            return redirect("programs:app", public_id)
    page = {
        "app": app,
        "form": form,
        "issuer": issuer_of(request),
        "admissions": list_admissions_of(actor, app, cursor=request.GET.get("cursor", "")),
        "zone": store_of(request).zone,
    }
    return render(request, "programs/app.html", page, status=422 if form.errors else 200)


@require_POST
@never_cache
def renew(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give an app another secret, and show it this one time."""
    actor = actor_of(request)
    app = get_app(actor, public_id)
    return _show_keys(request, app, renew_app_secret(actor, app).reveal())


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Remove an app and shut it out."""
    actor = actor_of(request)
    app = get_app(actor, public_id)
    remove_app(actor, app)
    messages.success(request, _("“%(name)s” is shut out.") % {"name": app.name})
    return redirect("programs:apps")


def _mark(form: AppForm, error: BadInput) -> None:
    field = "addresses" if error.field == "redirect_uris" else error.field
    form.add_error(field or None, str(error.message))


def _show_keys(request: HttpRequest, app: App, secret: str) -> HttpResponse:
    page = {"app": app, "secret": secret, "issuer": issuer_of(request)}
    return render(request, "programs/keys.html", page)
