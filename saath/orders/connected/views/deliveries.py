"""What a connection told: each delivery with what became of it."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.orders.actions.hear import note_download, read_again, settle_asked
from saath.orders.connected.lines import Line, line_of
from saath.orders.connected.queries import deliveries_of, get_connection, get_delivery, show_connection
from saath.orders.connectors.registry import connector_of
from saath.orders.models import Received

# More of a delivery is read as a file.
MOST_SHOWN = 20_000
STATES = [state for state in Received.State if state != Received.State.RECEIVED]


@require_safe
def show_deliveries(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a page of what a connection told; `?state=` narrows it."""
    actor, asked = actor_of(request), request.GET.get("state", "")
    shown = show_connection(actor, public_id)
    state = asked if asked in STATES else ""
    rows = deliveries_of(actor, shown.connection, state=state, cursor=request.GET.get("cursor", ""))
    page = {
        "shown": shown,
        "connection": shown.connection,
        "connector": connector_of(shown.connection.platform),
        "lines": [line_of(row) for row in rows.rows],
        "next": rows.next_cursor,
        "state": state,
        "states": STATES,
        "zone": store_of(request).zone,
    }
    return render(request, "connections/deliveries.html", page)


@require_safe
def show_delivery(request: HttpRequest, public_id: UUID, told: UUID) -> HttpResponse:
    """Show one delivery as it came."""
    actor = actor_of(request)
    connection = get_connection(actor, public_id)
    row = get_delivery(actor, connection, told)
    line: Line = line_of(row)
    page = {
        "connection": connection,
        "connector": connector_of(connection.platform),
        "line": line,
        "row": row,
        "said": _readable(bytes(row.body)),
        "zone": store_of(request).zone,
    }
    return render(request, "connections/delivery.html", page)


@require_safe
def download(request: HttpRequest, public_id: UUID, told: UUID) -> HttpResponse:
    """Hand a delivery out as it came. It is a GET though the audit notes it, as with mail."""
    actor = actor_of(request)
    row = get_delivery(actor, get_connection(actor, public_id), told)
    note_download(actor, row)
    answer = HttpResponse(bytes(row.body), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.public_id}.json"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@require_POST
def again(request: HttpRequest, public_id: UUID, told: UUID) -> HttpResponse:
    """Read one that failed again."""
    actor = actor_of(request)
    connection = get_connection(actor, public_id)
    if read_again(actor, connection, only=get_delivery(actor, connection, told)):
        messages.success(request, _("It is being read again."))
    return redirect("connections:delivery", public_id, told)


@require_POST
def again_all(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Read all that failed again."""
    actor = actor_of(request)
    count = read_again(actor, get_connection(actor, public_id))
    said = ngettext("%(n)s delivery is being read again.", "%(n)s deliveries are being read again.", count)
    messages.success(request, said % {"n": count})
    return redirect("connections:deliveries", public_id)


@require_POST
def settle(request: HttpRequest, public_id: UUID, told: UUID) -> HttpResponse:
    """Say that what was asked for is done."""
    actor = actor_of(request)
    settle_asked(actor, get_delivery(actor, get_connection(actor, public_id), told))
    messages.success(request, _("Noted that it is done."))
    return redirect("connections:deliveries", public_id)


def _readable(body: bytes) -> str:
    try:
        said = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except (ValueError, RecursionError):
        said = body.decode(errors="replace")
    return said[:MOST_SHOWN]
