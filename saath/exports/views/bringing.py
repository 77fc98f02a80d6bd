"""Bringing the export of a shop into an empty one: choosing it, seeing what is in it, letting it in."""

from __future__ import annotations

from typing import BinaryIO, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict, SaathError
from saath.exports.actions.bring import begin_shop_import, bring_shop, drop_shop_import
from saath.exports.models import ShopImport
from saath.exports.queries import get_shop_import, may_take_one
from saath.files import storage
from saath.files.errors import FileNotKept

SHOWN = ("customers", "conversations", "messages", "orders", "products", "saved_replies", "members")


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for an export; a POST has it looked through."""
    may_take_one(actor_of(request))
    if request.method != "POST":
        return _choose(request)
    try:
        begun = _begin(request)
    except (BadInput, Conflict, FileNotKept) as error:
        return _choose(request, error)
    return redirect("exports:import", begun.public_id)


@require_safe
def show(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show what is in an export, and how far it is."""
    return _show(request, get_shop_import(actor_of(request), public_id))


@require_POST
def go(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let an export in that was looked through."""
    actor = actor_of(request)
    found = get_shop_import(actor, public_id)
    try:
        bring_shop(actor, found)
    except Conflict as error:
        return _show(request, found, error)
    return redirect("exports:import", public_id)


@require_POST
def drop(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Leave an export out that was looked through."""
    actor = actor_of(request)
    found = get_shop_import(actor, public_id)
    try:
        drop_shop_import(actor, found)
    except Conflict as error:
        return _show(request, found, error)
    return redirect("exports:all")


def _begin(request: HttpRequest) -> ShopImport:
    upload = request.FILES.get("file")
    if upload is None or isinstance(upload, list):
        raise BadInput(_("Choose a file."), what_is_safe=_("Nothing was kept."), field="file")
    saved = storage.save(
        cast(BinaryIO, upload), max_bytes=settings.FILES_QUOTA_BYTES, content_type="application/zip"
    )
    return begin_shop_import(actor_of(request), sha256=saved.sha256, saved=saved)


def _choose(request: HttpRequest, error: SaathError | None = None) -> HttpResponse:
    page = {"error": error, "is_empty": may_take_one(actor_of(request))}
    return render(request, "exports/choose.html", page, status=422 if error else 200)


def _show(request: HttpRequest, found: ShopImport, error: SaathError | None = None) -> HttpResponse:
    page = {
        "bringing": found,
        "counts": [(name, found.counts.get(name, 0)) for name in SHOWN],
        "error": error,
        "zone": store_of(request).zone,
    }
    return render(request, "exports/import.html", page, status=422 if error else 200)
