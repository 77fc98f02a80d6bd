"""Orders out of a file: choosing it, saying what its columns are, checking it and bringing it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.core.errors import BadInput, Conflict, SaathError
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.files import storage
from saath.files.errors import FileNotKept
from saath.orders.actions.bring import begin_import, bring_in, check_import
from saath.orders.bringing.queries import first_faults, get_import, newest_imports
from saath.orders.bringing.report import report_of
from saath.orders.csv_files.columns import NEEDED, Says
from saath.orders.csv_files.opening import shape_of
from saath.orders.csv_files.values import DateOrder
from saath.orders.models import OrderImport

MOST_BYTES = 50_000_000
CURRENCIES = ("INR", "USD", "EUR", "GBP", "AED")


@require_http_methods(["GET", "HEAD", "POST"])
def choose_file(request: StaffRequest) -> HttpResponse:
    """Show the files that were brought; a POST brings another one, and shows what its columns seem to say."""
    request.actor.require("store.settings")
    if request.method != "POST":
        return _files(request)
    try:
        begun = _begin(request)
    except (BadInput, FileNotKept) as error:
        return _files(request, error=error)
    return redirect("desk:bringing", begun.public_id)


@require_safe
def show_file(request: StaffRequest, bringing: UUID) -> HttpResponse:
    """Show one file: its columns, what checking it found, or how far it has come in."""
    return _file(request, get_import(request.actor, bringing))


@require_POST
def check_file(request: StaffRequest, bringing: UUID) -> HttpResponse:
    """Say which column says what, and have the file checked."""
    found = get_import(request.actor, bringing)
    columns = _said(request, found)
    dates, currency = request.POST.get("dates", ""), request.POST.get("currency", "")
    try:
        check_import(
            request.actor,
            found,
            columns=columns,
            dates=dates if dates in list(DateOrder) else DateOrder.DAY_FIRST,
            currency=currency if currency in CURRENCIES else CURRENCIES[0],
        )
    except (BadInput, Conflict) as error:
        return _file(request, found, error=error, columns=columns)
    return redirect("desk:bringing", found.public_id)


@require_POST
def bring_file(request: StaffRequest, bringing: UUID) -> HttpResponse:
    """Have the orders of a checked file brought in."""
    found = get_import(request.actor, bringing)
    try:
        bring_in(request.actor, found)
    except Conflict as error:
        return _file(request, found, error=error)
    return redirect("desk:bringing", found.public_id)


@require_safe
def download_report(request: StaffRequest, bringing: UUID) -> HttpResponseBase:
    """Send what is wrong in a file, as a file."""
    lines = list(report_of(get_import(request.actor, bringing)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="orders-to-mend.csv"'
    return response


def _said(request: StaffRequest, bringing: OrderImport) -> dict[str, int]:
    """Return which column says what: as it was guessed or changed, and what those that were left over are to say."""
    columns = {
        says: int(place)
        for says in Says.values
        if (place := request.POST.get(f"column-{says}", "")).isdecimal() and len(place) < 5
    }
    for number in range(len(bringing.headings)):
        if (said := request.POST.get(f"left-{number}", "")) in Says.values:
            columns.setdefault(said, number)
    return columns


def _begin(request: StaffRequest) -> OrderImport:
    upload = request.FILES.get("file")
    if upload is None or isinstance(upload, list):
        raise BadInput(_("Choose a file."), what_is_safe=_("Nothing was kept."), field="file")
    if (upload.size or 0) > MOST_BYTES:
        raise BadInput(
            _("The file is larger than 50 MB."),
            what_is_safe=_("Nothing was kept."),
            what_to_do=_("Bring it in parts, by year for example."),
            field="file",
        )
    stream = cast(BinaryIO, upload)
    shape = shape_of(stream)
    stream.seek(0)
    saved = storage.save(stream, max_bytes=MOST_BYTES)
    return begin_import(
        request.actor, saved=saved, name=upload.name or "orders.csv", shape=shape, currency="INR"
    )


def _files(request: StaffRequest, *, error: SaathError | None = None) -> HttpResponse:
    context = {
        "files": newest_imports(request.actor),
        "error": error,
        "zone": request.store.zone,
        "frame": frame_of(request, "orders"),
    }
    return render(request, "desk/bringing_files.html", context, status=422 if error else 200)


def _file(request: StaffRequest, bringing: OrderImport, **shown: Any) -> HttpResponse:
    columns = shown.pop("columns", bringing.columns)
    context = {
        "bringing": bringing,
        "columns": _columns(bringing, columns),
        "headings": list(enumerate(bringing.headings)),
        "currencies": CURRENCIES,
        "faults": first_faults(request.actor, bringing),
        "may_bring": bringing.state == OrderImport.State.CHECKED and bringing.orders > 0,
        "frame": frame_of(request, "orders"),
        **shown,
    }
    return render(request, "desk/bringing.html", context, status=422 if shown else 200)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file by its place from 0, with the first thing that stands in it, and what it says, if anything."""

    place: int
    heading: str
    example: str
    says: Says | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """What is read, what is needed and not there, which columns are left over, and what they could say."""

    read: list[Column]
    missing: list[Says]
    left: list[Column]
    free: list[Says]


def _columns(bringing: OrderImport, said: dict[str, int]) -> Columns:
    read = [
        _column(bringing, place, says)
        for says in Says
        if 0 <= (place := said.get(says.value, -1)) < len(bringing.headings)
    ]
    places, known = {each.place for each in read}, {each.says for each in read}
    return Columns(
        read=read,
        missing=[says for says in NEEDED if says not in known],
        left=[_column(bringing, place) for place in range(len(bringing.headings)) if place not in places],
        free=[says for says in Says if says not in known and says not in NEEDED],
    )


def _column(bringing: OrderImport, place: int, says: Says | None = None) -> Column:
    cells = (row[place] for row in bringing.sample if place < len(row))
    return Column(place, bringing.headings[place], next((cell for cell in cells if cell), ""), says)
