"""The messages that the shop's pages show by themselves: where, when, which words, and what comes of them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.chats.actions.openers import remove_opener, write_opener
from saath.chats.opener_forms import OpenerForm, form_of
from saath.chats.opener_rules import MOST_OPENERS
from saath.chats.queries.openers import get_openers


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the rules, and room for another."""
    return _page(request)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Write a new rule."""
    return _save(request, None)


@require_POST
def save(request: HttpRequest, opener: UUID) -> HttpResponse:
    """Write a rule anew."""
    return _save(request, opener)


@require_POST
def remove(request: HttpRequest, opener: UUID) -> HttpResponse:
    """Take a rule away."""
    remove_opener(actor_of(request), public_id=opener)
    messages.success(request, _("Removed."))
    return redirect("chats:openers")


def _save(request: HttpRequest, opener: UUID | None) -> HttpResponse:
    actor, form = actor_of(request), OpenerForm(request.POST, auto_id=f"id_{opener or 'new'}_%s")
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, wrong=form, of=opener)
    write_opener(actor, wish=form.wish(), public_id=opener)
    messages.success(request, _("Saved."))
    return redirect("chats:openers")


def _page(request: HttpRequest, *, wrong: OpenerForm | None = None, of: UUID | None = None) -> HttpResponse:
    shown = get_openers(actor_of(request))
    rules = [(each, wrong if wrong and each.opener.public_id == of else form_of(each)) for each in shown]
    new = None
    if len(rules) < MOST_OPENERS:
        new = wrong if wrong and of is None else OpenerForm(auto_id="id_new_%s")
    page = {"rules": rules, "new_form": new, "most": MOST_OPENERS}
    return render(request, "chats/openers.html", page, status=422 if wrong else 200)
