"""Who gets what: the rule, the skills, everybody's part, and who would get something now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.core.errors import BadInput
from saath.promises.routing.actions.settings import (
    add_need,
    remove_need,
    set_routing,
    set_skills,
    set_work,
)
from saath.promises.routing.content import Routing
from saath.promises.routing.forms import NeedForm, PreviewForm, RoutingForm, SkillsForm, WorkForm
from saath.promises.routing.page import (
    facts_to_choose,
    shop_channels,
    shown_needs,
    shown_ranking,
    shown_reasons,
)
from saath.promises.routing.queries import get_routing, list_seats, preview

TERMS = ("mode", "reopened", "seen_minutes", "usual_limit")


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show how what comes is given out, and for `?channel=&language=&on=` who would get something now."""
    return _page(request)


@require_POST
def save_routing(request: HttpRequest) -> HttpResponse:
    """Keep whether what comes is given to somebody."""
    actor, form = actor_of(request), RoutingForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, routing_form=form)
    set_routing(actor, terms=form.routing(get_routing(actor).reasons))
    return _saved(request, "routing")


@require_POST
def move_reason(request: HttpRequest) -> HttpResponse:
    """Let a reason change places with the one before or after it."""
    actor = actor_of(request)
    settings = get_routing(actor)
    reasons, name = list(settings.reasons), request.POST.get("reason", "")
    if name in reasons:
        at = reasons.index(name)
        reasons.insert(max(0, at - 1) if request.POST.get("to") == "up" else at + 1, reasons.pop(at))
    kept = {each: getattr(settings, each) for each in TERMS}
    set_routing(actor, terms=Routing(reasons=reasons, **kept))
    return _saved(request, "reasons")


@require_POST
def save_skills(request: HttpRequest) -> HttpResponse:
    """Keep the list of skills."""
    actor = actor_of(request)
    form = SkillsForm(request.POST, settings=get_routing(actor))
    actor.require("store.settings")
    if form.is_valid():
        try:
            set_skills(actor, skills=form.skills())
            return _saved(request, "skills")
        except BadInput as refused:
            _mark(form, refused)
    return _page(request, skills_form=form)


@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Say what needs a skill."""
    actor = actor_of(request)
    form = NeedForm(request.POST, settings=get_routing(actor), facts=facts_to_choose(actor))
    if form.is_valid():
        try:
            add_need(actor, **form.need())
            return _saved(request, "needs")
        except BadInput as refused:
            _mark(form, refused)
    return _page(request, need_form=form)


@require_POST
def remove(request: HttpRequest) -> HttpResponse:
    """Say that something needs a skill no more."""
    asked = {name: request.POST.get(name, "") for name in ("on", "value", "skill")}
    remove_need(actor_of(request), **asked)
    return _saved(request, "needs")


@require_POST
def save_team(request: HttpRequest) -> HttpResponse:
    """Keep what each colleague takes, of those who changed."""
    actor = actor_of(request)
    actor.require("store.settings")
    rows = _team(request, data=request.POST)
    if not all([form.is_valid() for _seat, form in rows]):
        return _page(request, team=rows)
    for seat, form in rows:
        if form.has_changed():
            set_work(actor, seat.member, work=form.work())
    return _saved(request, "team")


def _team(request: HttpRequest, data: Any = None) -> list[tuple[Any, WorkForm]]:
    actor = actor_of(request)
    settings, channels = get_routing(actor), shop_channels()
    return [
        (
            seat,
            WorkForm(
                data,
                prefix=seat.member.public_id.hex,
                profile=seat.profile,
                settings=settings,
                channels=channels,
            ),
        )
        for seat in list_seats(actor)
    ]


def _mark(form: forms.Form, refused: BadInput) -> None:
    name = refused.field if refused.field in form.fields else None
    form.add_error(name, forms.ValidationError(str(refused.message)))


def _saved(request: HttpRequest, part: str) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(f"{reverse('routing:settings')}#{part}")


def _page(request: HttpRequest, **given: Any) -> HttpResponse:
    actor = actor_of(request)
    facts, settings, channels = facts_to_choose(actor), get_routing(actor), shop_channels()
    asked = request.GET if "channel" in request.GET else None
    shown = PreviewForm(asked, channels=channels, facts=facts)
    context: dict[str, Any] = {
        "settings": settings,
        "routing_form": RoutingForm(initial={name: getattr(settings, name) for name in TERMS}),
        "reasons": shown_reasons(settings),
        "skills_form": SkillsForm(settings=settings),
        "needs": shown_needs(settings),
        "need_form": NeedForm(settings=settings, facts=facts),
        "preview_form": shown,
        **given,
    }
    context["team"] = given.get("team") or _team(request)
    if asked is not None and shown.is_valid():
        chosen = {name: shown.cleaned_data[name] for name in ("channel", "language")}
        choice, places = preview(actor, on=shown.facts(), **chosen)
        context["ranking"] = shown_ranking(choice, places, settings)
        context["is_nobody"] = choice.member_id is None
    return render(request, "promises/routing/settings.html", context, status=422 if given else 200)
