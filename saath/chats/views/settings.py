"""The settings of the chat: where it is shown, how it looks, what it promises, and who was there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.chats.actions.presenting import dress_chat, limit_chat, place_chat
from saath.chats.availability import forget_availability
from saath.chats.figures import figures_in_words, standing_in_words
from saath.chats.forms import LimitsForm, LookForm, SitesForm
from saath.chats.queries.page_of_settings import get_chat_page
from saath.chats.sites import sites_as_lines
from saath.core.languages import CHOICES


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show all settings of the chat."""
    return _page(request)


@require_POST
def save_sites(request: HttpRequest) -> HttpResponse:
    """Save on which sites it is, and whether."""
    actor, form = actor_of(request), SitesForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, sites_form=form)
    place_chat(actor, is_on=form.cleaned_data["is_on"], sites=form.cleaned_data["sites"])
    return _saved(request, "sites")


@require_POST
def save_look(request: HttpRequest) -> HttpResponse:
    """Save its colour and its words."""
    actor, form = actor_of(request), LookForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, look_form=form)
    colour = form.cleaned_data["colour"]
    own = "" if colour == store_of(request).colour else colour
    dress_chat(actor, colour=own, greeting=form.texts("greeting"), away=form.texts("away"))
    return _saved(request, "look")


@require_POST
def save_limits(request: HttpRequest) -> HttpResponse:
    """Save how much one person takes, and how long nobody waits."""
    actor = actor_of(request)
    form = LimitsForm(request.POST, present=get_chat_page(actor).settings.longest_wait_seconds)
    if not form.is_valid():
        return _page(request, limits_form=form)
    limit_chat(actor, **form.cleaned_data)
    return _saved(request, "limits")


def _saved(request: HttpRequest, part: str) -> HttpResponse:
    forget_availability()
    messages.success(request, _("Saved."))
    return redirect(f"{_address()}#{part}")


def _address() -> str:
    response = redirect("chats:settings")
    return str(response.url)


def _page(request: HttpRequest, **forms: BaseForm) -> HttpResponse:
    shown = get_chat_page(actor_of(request))
    settings = shown.settings
    page: dict[str, Any] = {
        "shown": shown,
        "sites_form": SitesForm(initial={"is_on": settings.is_on, "sites": sites_as_lines(settings.sites)}),
        "look_form": LookForm(initial={"colour": shown.colour, **shown.words}),
        "limits_form": LimitsForm(
            initial={
                "chats_each": settings.chats_each,
                "longest_wait_seconds": settings.longest_wait_seconds,
            },
            present=settings.longest_wait_seconds,
        ),
        "snippet": f'<script async src="{shown.origin}/chat.js"></script>',
        "languages": CHOICES,
        "standing": standing_in_words(shown.now),
        "figures": figures_in_words(shown.days),
        **forms,
    }
    return render(request, "chats/settings.html", page, status=422 if forms else 200)
