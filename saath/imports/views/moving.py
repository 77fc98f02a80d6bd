"""Moving in from another help desk: choosing a file, matching its words with ours, checking it and bringing it in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict, SaathError
from saath.files.errors import FileNotKept
from saath.imports.actions.bringing import bring_in, check_bringing, pause_bringing, resume_bringing
from saath.imports.choices import read_choices
from saath.imports.matching import rows_of
from saath.imports.models import Bringing
from saath.imports.queries import (
    first_remarks,
    get_bringing,
    matching_of,
    newest_bringings,
    preview,
    preview_mails,
)
from saath.imports.receiving import receive
from saath.imports.report import report_of

# Larger ones are brought on the server, by `saath import`.
MOST_BYTES = 2_000_000_000
State = Bringing.State


@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: HttpRequest) -> HttpResponse:
    """Show the files that were brought; a POST brings another one, and has it looked through."""
    actor_of(request).require("store.settings")
    if request.method != "POST":
        return _files(request)
    upload = request.FILES.get("file")
    try:
        if upload is None or isinstance(upload, list):
            raise BadInput(_("Choose a file."), what_is_safe=_("Nothing was kept."), field="file")
        begun = receive(actor_of(request), upload, name=upload.name or "export", max_bytes=MOST_BYTES)
    except (BadInput, FileNotKept) as error:
        return _files(request, error=error)
    return redirect("imports:one", begun.public_id)


@require_safe
def show_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show one file: what was found in it, what checking it found, or how far it has come in."""
    return _file(request, get_bringing(actor_of(request), public_id))


@require_POST
def check_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say what becomes of the file's agents and words, and have it checked."""
    bringing = get_bringing(actor_of(request), public_id)
    try:
        check_bringing(actor_of(request), bringing, choices=read_choices(bringing, request.POST.dict()))
    except (BadInput, Conflict) as error:
        return _file(request, bringing, error=error)
    return redirect("imports:one", public_id)


@require_POST
def bring_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have a checked file brought in."""
    bringing = get_bringing(actor_of(request), public_id)
    try:
        bring_in(actor_of(request), bringing)
    except Conflict as error:
        return _file(request, bringing, error=error)
    return redirect("imports:one", public_id)


@require_POST
def pause_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let what comes in stop."""
    pause_bringing(actor_of(request), get_bringing(actor_of(request), public_id))
    return redirect("imports:one", public_id)


@require_POST
def resume_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Let it go on."""
    resume_bringing(actor_of(request), get_bringing(actor_of(request), public_id))
    return redirect("imports:one", public_id)


@require_safe
def download_report(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """Send what cannot be taken over, as a file."""
    lines = list(report_of(get_bringing(actor_of(request), public_id)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-taken-over.csv"'
    return response


def _files(request: HttpRequest, *, error: SaathError | None = None) -> HttpResponse:
    page = {"files": newest_bringings(actor_of(request)), "error": error, "zone": store_of(request).zone}
    return render(request, "imports/all.html", page, status=422 if error else 200)


def _file(request: HttpRequest, bringing: Bringing, *, error: SaathError | None = None) -> HttpResponse:
    actor = actor_of(request)
    page: dict[str, Any] = {
        "bringing": bringing,
        "zone": store_of(request).zone,
        "remarks": first_remarks(actor, bringing),
        "error": error,
        "span": bringing.span,
    }
    if bringing.state in (State.LOOKED, State.CHECKED):
        page["rows"] = rows_of(bringing, matching_of(actor, bringing))
        is_first = bringing.state == State.LOOKED
        page["preview"] = preview(actor, bringing) if is_first and not bringing.is_mail else ()
        page["mails"] = preview_mails(actor, bringing) if is_first and bringing.is_mail else ()
    return render(request, "imports/one.html", page, status=422 if error else 200)
