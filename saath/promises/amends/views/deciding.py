"""How the shop makes amends, what they cost, and what became of each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict
from saath.promises.amends.actions.deciding import add_codes, decide_amends
from saath.promises.amends.actions.make import drop_amends, send_amends
from saath.promises.amends.forms import AmendsForm, CodesForm
from saath.promises.amends.queries import amends_page, get_amends, get_amends_settings


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show what became of missed promises, and to who may decide it, how amends are made."""
    return _page(request)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Save how amends are made."""
    actor = actor_of(request)
    form = AmendsForm(request.POST, decided=get_amends_settings(actor))
    if not form.is_valid():
        return _page(request, form=form)
    try:
        decide_amends(actor, terms=form.terms())
    except BadInput as error:
        form.add_error(None, str(error.message))
        return _page(request, form=form)
    messages.success(request, _("Saved."))
    return redirect("amends:all")


@require_POST
def save_codes(request: HttpRequest) -> HttpResponse:
    """Add codes of the shop."""
    actor, form = actor_of(request), CodesForm(request.POST)
    actor.require("store.settings")
    if form.is_valid():
        try:
            count = add_codes(actor, codes=form.lines)
        except BadInput as error:
            form.add_error("codes", str(error.message))
    if not form.is_valid():
        return _page(request, codes_form=form)
    said = ngettext("%(count)d code was added.", "%(count)d codes were added.", count)
    messages.success(request, said % {"count": count})
    return redirect("amends:all")


@require_POST
def settle(request: HttpRequest, public_id: UUID, deed: str) -> HttpResponse:
    """Send what was prepared, or let it be."""
    actor = actor_of(request)
    amends = get_amends(actor, public_id)
    try:
        (send_amends if deed == "send" else drop_amends)(actor, amends)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_is_safe} {error.what_to_do}")
    else:
        messages.success(request, _("It is on its way.") if deed == "send" else _("It is not sent."))
    return redirect("amends:all")


def _page(request: HttpRequest, **forms: BaseForm) -> HttpResponse:
    actor = actor_of(request)
    page: dict[str, Any] = {
        "rows": amends_page(actor, cursor=request.GET.get("cursor", "")),
        "may_send": actor.may("conversation.reply"),
        "zone": store_of(request).zone,
    }
    if actor.may("store.settings"):
        decided = get_amends_settings(actor)
        page |= {"decided": decided, "form": AmendsForm(decided=decided), "codes_form": CodesForm()}
    return render(request, "promises/amends/all.html", page | forms, status=422 if forms else 200)
