"""The page on which an owner takes everything along."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import Conflict
from saath.exports.actions.export import fetch_export, remove_export, run_export
from saath.exports.queries import get_export, may_take_one, newest_exports, newest_import


@require_safe
def show_exports(request: HttpRequest) -> HttpResponse:
    """Show the exports, and how far the one is that is being made."""
    actor = actor_of(request)
    exports, brought = newest_exports(actor), newest_import(actor)
    page = {
        "exports": exports,
        "zone": store_of(request).zone,
        "busy": any(each.run.is_busy for each in exports),
        "brought": brought,
        "is_coming": brought is not None and brought.finished_at is None,
        "is_empty": may_take_one(actor),
    }
    return render(request, "exports/all.html", page)


@require_POST
def run(request: HttpRequest) -> HttpResponse:
    """Have an export made; where one is being made, the page shows it."""
    with suppress(Conflict):
        run_export(actor_of(request))
    return redirect("exports:all")


@require_safe
def fetch(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send to the file of an export by a link that ends by itself."""
    actor = actor_of(request)
    return redirect(fetch_export(actor, get_export(actor, public_id)))


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Delete the file of an export now."""
    actor = actor_of(request)
    remove_export(actor, get_export(actor, public_id))
    return redirect("exports:all")
