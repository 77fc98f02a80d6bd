"""The settings of when the shop is open: the week, channels, special days, holidays, the time zone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of
from saath.core.errors import BadInput, SaathError
from saath.stores.actions.hours import (
    add_holidays,
    change_time_zone,
    remove_special_day,
    set_channel_hours,
    set_special_day,
)
from saath.stores.actions.settings import remove_holiday, set_holiday_state, set_hours
from saath.stores.hour_rows import NO_HOURS, change_rows, rows_from, rows_of, week_rows, week_rows_from
from saath.stores.hours_forms import SpecialDayForm, ZoneForm
from saath.stores.hours_queries import get_shop_hours, get_special_day, preview_zone, suggested_holidays
from saath.stores.models import SpecialDay
from saath.stores.settings_forms import DAY_NAMES, StateForm
from saath.stores.settings_queries import get_holiday
from saath.tenancy.actor import Actor

SPECIAL = "day"


@require_safe
def show_hours(request: HttpRequest) -> HttpResponse:
    """Show when the shop is open, or one of its channels, and how customers meet it in the next 14 days."""
    return _page(request)


@require_POST
def save_week(request: HttpRequest) -> HttpResponse:
    """Save the week of the shop or a channel; or only add a row, take one away, or copy a day to others."""
    actor, channel = actor_of(request), request.POST.get("channel", "")
    actor.require("store.settings")
    if channel and request.POST.get("whose") == "shop" and "change" not in request.POST:
        set_channel_hours(actor, channel=channel, week=None)
        return _saved(request, channel=channel)
    rows = week_rows_from(request.POST, DAY_NAMES)
    if what := request.POST.get("change"):
        rows.change(what, source=request.POST.get("from", ""), targets=request.POST.getlist("to"))
        return _page(request, part="week", status=200, week=rows, channel=channel, is_own=True)
    week = rows.read()
    if not rows.is_right:
        return _page(request, week=rows, channel=channel, is_own=True)
    if channel:
        set_channel_hours(actor, channel=channel, week=week)
    else:
        set_hours(actor, week=week)
    return _saved(request, channel=channel)


@require_POST
def save_special_day(request: HttpRequest) -> HttpResponse:
    """Give a date hours of its own; or only add or take away a row."""
    actor, form = actor_of(request), SpecialDayForm(request.POST, auto_id="id_day_%s")
    actor.require("store.settings")
    rows = rows_from(SPECIAL, "", request.POST)
    if what := request.POST.get("change"):
        verb, *names = what.split()
        change_rows(rows, verb, names[1:])
        form = SpecialDayForm(initial=_typed(request.POST), auto_id="id_day_%s")
        return _page(request, part="special_day", status=200, day_form=form, day_rows=rows)
    is_closed = request.POST.get("kind") == "closed"
    hours = () if is_closed else rows.read()
    if not is_closed and not hours and rows.is_right:
        rows.error = NO_HOURS
    if not form.is_valid() or not (is_closed or rows.is_right):
        return _page(request, day_form=form, day_rows=rows)
    data = form.cleaned_data
    try:
        set_special_day(actor, date=data["date"], hours=hours, reason=form.reason, channel=data["channel"])
    except BadInput as error:
        form.add_error(error.field if error.field in form.fields else None, str(error.message))
        return _page(request, day_form=form, day_rows=rows)
    return _saved(request, channel=data["channel"])


@require_POST
def drop_special_day(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a date its usual hours again."""
    actor = actor_of(request)
    remove_special_day(actor, get_special_day(actor, public_id))
    return _saved(request)


@require_POST
def close_on(request: HttpRequest) -> HttpResponse:
    """Close the shop on the public holidays that were chosen."""
    actor = actor_of(request)
    try:
        suggested = suggested_holidays(actor, year=int(request.POST.get("year", "")))
    except (ValueError, BadInput) as error:
        raise Http404 from error
    chosen = {*request.POST.getlist("days")}
    added = add_holidays(actor, days=[day for day in suggested.days if f"{day.date:%Y-%m-%d}" in chosen])
    said = ngettext("Closed on %(n)d more day.", "Closed on %(n)d more days.", added) % {"n": added}
    messages.success(request, said)
    return redirect(f"{reverse('stores:hours')}?year={suggested.year}#holidays")


@require_POST
def open_on(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a holiday away."""
    actor = actor_of(request)
    remove_holiday(actor, get_holiday(actor, str(public_id)))
    return _saved(request)


@require_POST
def save_state(request: HttpRequest) -> HttpResponse:
    """Save whose public holidays are suggested."""
    actor, form = actor_of(request), StateForm(request.POST)
    actor.require("store.settings")
    if not form.is_valid():
        return _page(request, state_form=form)
    set_holiday_state(actor, state=form.cleaned_data["state"])
    return _saved(request)


@require_POST
def save_zone(request: HttpRequest) -> HttpResponse:
    """Show what another time zone would change, or change it."""
    actor = actor_of(request)
    actor.require("store.settings")
    form = ZoneForm(request.POST, initial={"time_zone": get_shop_hours(actor).store.time_zone})
    if not form.is_valid():
        return _page(request, zone_form=form)
    name = form.cleaned_data["time_zone"]
    if "preview" in request.POST:
        return _page(request, status=200, zone_form=form, zone_change=preview_zone(actor, name))
    change_time_zone(actor, time_zone=name)
    return _saved(request)


def _typed(post: QueryDict) -> dict[str, str]:
    return {name: str(value) for name, value in post.items()}


def _saved(request: HttpRequest, *, channel: str = "") -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect(reverse("stores:hours") + (f"?channel={channel}" if channel else ""))


def _page(
    request: HttpRequest, *, part: str = "", status: int = 422, channel: str | None = None, **given: Any
) -> HttpResponse:
    actor = actor_of(request)
    is_reading = request.method in ("GET", "HEAD")
    shown = get_shop_hours(actor, request.GET.get("channel", "") if channel is None else channel)
    page = {
        "shown": shown,
        "week": week_rows(shown.calendar.week, DAY_NAMES),
        "is_own": shown.has_own,
        "suggested": _suggested(request, actor),
        "state_form": StateForm(initial={"state": shown.settings.holiday_state}),
        "zone_form": ZoneForm(initial={"time_zone": shown.store.time_zone}),
        **_special_day(request, actor),
        **given,
    }
    if part and request.headers.get("HX-Request"):
        return render(request, f"stores/_{part}.html", page)
    return render(request, "stores/hours.html", page, status=200 if is_reading else status)


def _suggested(request: HttpRequest, actor: Actor) -> object:
    try:
        return suggested_holidays(actor, year=int(request.GET["year"]))
    except (KeyError, ValueError, SaathError):
        return suggested_holidays(actor)


def _special_day(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    """Return the form of a special day: blank, or with one that is to be changed."""
    try:
        day = get_special_day(actor, UUID(request.GET["day"]))
    except (KeyError, ValueError):
        return {
            "day_form": SpecialDayForm(auto_id="id_day_%s"),
            "day_rows": rows_of(SPECIAL, "", ()),
        }
    return {"day_form": _changing(day), "day_rows": rows_of(SPECIAL, "", day.intervals), "changing": day}


def _changing(day: SpecialDay) -> SpecialDayForm:
    said = {f"reason_{code}": text for code, text in day.reason.items()}
    kind = "open" if day.hours else "closed"
    return SpecialDayForm(
        initial={"date": day.date, "channel": day.channel, "kind": kind, **said}, auto_id="id_day_%s"
    )
