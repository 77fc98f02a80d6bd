"""The settings of the shop: name and colour, promise, what a machine says."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.stores.actions.acknowledging import word_acknowledgement
from saath.stores.actions.settings import (
    set_after_solving,
    set_first_answer_target,
    set_languages,
)
from saath.stores.actions.shop import present_shop
from saath.stores.settings_forms import (
    AcknowledgementForm,
    AfterSolvingForm,
    PromiseForm,
    ShopForm,
)
from saath.stores.settings_queries import get_shop_settings, preview_acknowledgement
from saath.stores.texts import Wording
from saath.tenancy.transactions import write_transaction


@require_safe
def show_shop(request: HttpRequest) -> HttpResponse:
    """Show all settings of the shop."""
    return _page(request)


@require_POST
def save_shop(request: HttpRequest) -> HttpResponse:
    """Save name, languages and colour."""
    actor, form = actor_of(request), ShopForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, shop_form=form)
    data = form.cleaned_data
    with write_transaction():
        present_shop(
            actor, name=data["name"], names=form.names, language=data["language"], colour=data["colour"]
        )
        set_languages(actor, languages=data["languages"])
    return _saved(request)


@require_POST
def save_promise(request: HttpRequest) -> HttpResponse:
    """Save the time within which a person answers."""
    actor = actor_of(request)
    form = PromiseForm(request.POST, present=get_shop_settings(actor).settings.first_answer_target_seconds)
    if not form.is_valid():
        return _page(request, promise_form=form)
    set_first_answer_target(actor, seconds=form.cleaned_data["seconds"])
    return _saved(request)


@require_POST
def save_acknowledgement(request: HttpRequest) -> HttpResponse:
    """Save what a machine says at once, or only show how it would read."""
    actor = actor_of(request)
    form = AcknowledgementForm(request.POST, languages=get_shop_settings(actor).settings.languages)
    if not form.is_valid():
        return _page(request, acknowledgement_form=form)
    if "preview" in request.POST:
        return _page(request, status=200, acknowledgement_form=form)
    word_acknowledgement(actor, on=form.cleaned_data["on"], texts=form.texts)
    return _saved(request)


@require_POST
def save_after_solving(request: HttpRequest) -> HttpResponse:
    """Save whether customers are asked if it is sorted, and when a late answer opens a new conversation."""
    actor, form = actor_of(request), AfterSolvingForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, after_form=form)
    set_after_solving(actor, asks=form.cleaned_data["asks"], follow_up_after_days=form.cleaned_data["days"])
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("stores:shop")


def _previews(request: HttpRequest, form: AcknowledgementForm) -> list[Wording]:
    """What the form would have a machine say, as far as it holds sound texts."""
    if form.is_bound and not form.is_valid():
        return []
    texts = (
        form.texts
        if form.is_bound
        else {name[5:]: text for name, text in form.initial.items() if name != "on"}
    )
    return preview_acknowledgement(actor_of(request), texts)


def _page(request: HttpRequest, *, status: int | None = None, **forms: BaseForm) -> HttpResponse:
    store, shown = store_of(request), get_shop_settings(actor_of(request))
    target = shown.settings.first_answer_target_seconds
    page: dict[str, Any] = {
        "shop_form": ShopForm(initial={**shown.presented, "colour": store.colour}),
        "promise_form": PromiseForm(present=target),
        "after_form": AfterSolvingForm(
            initial={"asks": shown.settings.asks_if_sorted, "days": shown.settings.follow_up_after_days}
        ),
        "acknowledgement_form": AcknowledgementForm(
            initial=shown.acknowledgement, languages=shown.settings.languages
        ),
        **forms,
    }
    page["previews"] = _previews(request, page["acknowledgement_form"])
    return render(request, "stores/shop.html", page, status=status or (422 if forms else 200))
