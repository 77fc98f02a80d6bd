"""Whom the shop asks as the time of a promise runs out, and whom it would reach now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.clock import now
from saath.core.errors import BadInput
from saath.promises.chain.actions.chain import reset_chain, set_chain
from saath.promises.chain.content import MOST_STEPS
from saath.promises.chain.forms import PreviewForm, StepForm
from saath.promises.chain.queries import get_chain, preview_chain, those_who_may
from saath.promises.chain.rules import STARTING, Step
from saath.promises.chain.words import shown_steps
from saath.promises.routing.page import shop_channels
from saath.stores.calendar import hours_of


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """Show the steps, and for `?channel=&minutes=` when each would be taken and whom it would reach."""
    return _page(request)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the steps."""
    actor, named = actor_of(request), those_who_may()
    actor.require("store.settings")
    rows = [
        StepForm(request.POST, prefix=f"s{number}", named=named)
        for number in range(MOST_STEPS)
        if f"s{number}-moment" in request.POST
    ]
    if not all([row.is_valid() for row in rows]):
        return _page(request, rows=rows)
    chosen = [(row, step) for row in rows if (step := row.step()) is not None]
    try:
        set_chain(actor, steps=[step for _row, step in chosen])
    except BadInput as refused:
        at = refused.field.removeprefix("steps.")
        if at.isdecimal():
            chosen[int(at)][0].add_error(None, str(refused.message))
            return _page(request, rows=rows)
        return _page(request, rows=rows, refused=f"{refused.message} {refused.what_to_do}")
    return _saved(request)


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Go back to the steps of the beginning."""
    reset_chain(actor_of(request))
    return _saved(request)


def _saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("chain:chain")


def _page(request: HttpRequest, **given: Any) -> HttpResponse:
    actor = actor_of(request)
    actor.require("store.settings")
    steps, channels = get_chain(actor), shop_channels()
    context: dict[str, Any] = {"is_starting": steps == STARTING, **given}
    if "rows" not in given:
        context["rows"] = _rows(steps)
    context |= _preview(request, steps, channels)
    return render(request, "promises/chain/chain.html", context, status=422 if given else 200)


def _rows(steps: Sequence[Step]) -> list[StepForm]:
    """Return a form for each step, and an empty one for the next."""
    named = those_who_may()
    shown: list[Step | None] = [*steps, None][:MOST_STEPS]
    return [StepForm(prefix=f"s{number}", named=named, step=step) for number, step in enumerate(shown)]


def _preview(
    request: HttpRequest, steps: Sequence[Step], channels: Sequence[tuple[str, str]]
) -> dict[str, Any]:
    if not channels:
        return {}
    store, begins = store_of(request), now()
    seconds = hours_of(store.pk, channels[0][0]).first_answer_target_seconds
    usual = {"channel": channels[0][0], "minutes": max(1, seconds // 60)}
    form = PreviewForm(request.GET if "minutes" in request.GET else usual, channels=channels)
    if not form.is_valid():
        return {"preview_form": form}
    channel, minutes = form.cleaned_data["channel"], form.cleaned_data["minutes"]
    found = preview_chain(actor_of(request), steps, channel=channel, target_seconds=minutes * 60, at=begins)
    shown = shown_steps(found, begins=begins, zone=store.zone)
    return {
        "preview_form": form,
        "preview": shown,
        "minutes": minutes,
        "channel": dict(channels)[channel],
        "warns": any(each.warning for each in shown),
    }
