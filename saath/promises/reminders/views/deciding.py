"""What Saath says by itself: decided, and shown with whom it would have reached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput
from saath.promises.reminders.actions.deciding import decide_own_words
from saath.promises.reminders.forms import OwnWordForm
from saath.promises.reminders.kinds import KINDS
from saath.promises.reminders.queries import get_own_words, own_words_page, reaches
from saath.promises.reminders.shown import Card, card_of
from saath.stores.calendar import settings_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show every kind."""
    return _page(request)


@require_POST
def save(request: HttpRequest, kind: str) -> HttpResponse:
    """Save one kind."""
    if kind not in KINDS:
        raise Http404
    actor = actor_of(request)
    form = _forms(request, bound=kind)[kind]
    if not form.is_valid():
        return _page(request, forms={kind: form}, status=422)
    try:
        decide_own_words(actor, kind=kind, is_on=form.cleaned_data["on"], values=form.times)
    except BadInput as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.message))
        return _page(request, forms={kind: form}, status=422)
    messages.success(request, _("Saved."))
    return redirect(reverse("own_words:all") + f"#{kind}")


def _forms(request: HttpRequest, *, bound: str = "") -> dict[str, OwnWordForm]:
    settings = get_own_words(actor_of(request))
    return {
        kind: OwnWordForm(request.POST if kind == bound else None, about=about, settings=settings)
        for kind, about in KINDS.items()
    }


def _page(
    request: HttpRequest, *, status: int = 200, forms: dict[str, OwnWordForm] | None = None
) -> HttpResponse:
    actor, store = actor_of(request), store_of(request)
    shown = {**_forms(request), **(forms or {})}
    reached = reaches(actor, get_own_words(actor))
    cards: list[Card] = [card_of(form, reached[kind]) for kind, form in shown.items()]
    page: dict[str, Any] = {
        "cards": cards,
        "said": own_words_page(actor, cursor=request.GET.get("cursor", "")),
        "shop": settings_of(store.pk),
        "zone": store.zone,
    }
    return render(request, "promises/reminders/all.html", page, status=status)
