"""What the page for grievances says, who answers for them, and whether customers see it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict, SaathError
from saath.promises.grievances.actions.settings import (
    appoint_officer,
    save_grievance_details,
    show_grievance_page,
)
from saath.promises.grievances.forms import DetailsForm, OfficerForm
from saath.promises.grievances.proving import page_address
from saath.promises.grievances.queries.settings import SettingsPage, settings_page


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the settings of grievances."""
    return _page(request, settings_page(actor_of(request)))


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save what the page says."""
    actor = actor_of(request)
    shown = settings_page(actor)
    form = DetailsForm(request.POST, settings=shown.settings)
    if form.is_valid():
        try:
            save_grievance_details(actor, details=form.details(), version=form.cleaned_data["version"])
        except (BadInput, Conflict) as error:
            _mark(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("grievances:settings")
    return _page(request, shown, details=form)


@require_POST
def appoint(request: HttpRequest) -> HttpResponse:
    """Name who answers for grievances from now on."""
    actor = actor_of(request)
    shown = settings_page(actor)
    form = OfficerForm(request.POST, members=shown.members, officer=shown.officer)
    if form.is_valid():
        try:
            officer = appoint_officer(actor, appointment=form.appointment())
        except BadInput as error:
            _mark(form, error)
        else:
            said = {"name": officer.name}
            messages.success(request, _("%(name)s answers for grievances from now on.") % said)
            return redirect("grievances:settings")
    return _page(request, shown, officer=form)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Show the page to customers, or no more."""
    try:
        show_grievance_page(actor_of(request), is_open=request.POST.get("is_open") == "yes")
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    return redirect("grievances:settings")


def _page(
    request: HttpRequest,
    shown: SettingsPage,
    *,
    details: DetailsForm | None = None,
    officer: OfficerForm | None = None,
) -> HttpResponse:
    store = store_of(request)
    context = {
        "shown": shown,
        "details_form": details or DetailsForm(settings=shown.settings),
        "officer_form": officer or OfficerForm(members=shown.members, officer=shown.officer),
        "address": page_address(),
        "zone": store.zone,
    }
    status = 422 if details or officer else 200
    return render(request, "promises/grievances/settings.html", context, status=status)


def _mark(form: forms.Form, error: SaathError) -> None:
    name = getattr(error, "field", "")
    form.add_error(name if name in form.fields else None, forms.ValidationError(str(error.message)))
