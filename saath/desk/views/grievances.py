"""The officer's page, and the register of grievances for inspection."""

from __future__ import annotations

from datetime import datetime
from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from saath.core.clock import now
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.promises.grievances.actions.exporting import export_register
from saath.promises.grievances.forms import RegisterForm
from saath.promises.grievances.queries.register import open_page, register_page

MOST_PRINTED = 1000


@require_safe
def waiting(request: StaffRequest) -> HttpResponse:
    """Show the grievances that wait for redress, the next limit first."""
    context = {
        "shown": open_page(request.actor),
        "frame": frame_of(request, "grievances"),
        "zone": request.store.zone,
    }
    return render(request, "desk/grievances.html", context)


@require_safe
def register(request: StaffRequest) -> HttpResponse:
    """Show a page of the register; `?paper=1` shows as much as fits on paper."""
    form = RegisterForm(request.GET)
    is_paper = request.GET.get("paper") == "1"
    found = register_page(
        request.actor,
        form.wanted(),
        cursor="" if is_paper else request.GET.get("cursor", ""),
        limit=MOST_PRINTED if is_paper else 50,
    )
    context = {
        "form": form,
        "rows": found.rows,
        "next": found.next_cursor,
        "is_paper": is_paper,
        "is_cut": is_paper and bool(found.next_cursor),
        "may_take": request.actor.may("grievance.decide"),
        "frame": frame_of(request, "grievances"),
        "zone": request.store.zone,
        "at": now(),
    }
    return render(request, "desk/grievance_register.html", context)


@require_POST
def take(request: StaffRequest) -> HttpResponseBase:
    """Download the register as a CSV file; that is written down."""
    parts = export_register(request.actor, wanted=RegisterForm(request.POST).wanted())
    day = f"{datetime.now(request.store.zone):%Y-%m-%d}"
    response = StreamingHttpResponse(chain(["\ufeff"], parts), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="grievances-{day}.csv"'
    response["Cache-Control"] = "no-store"
    return response
