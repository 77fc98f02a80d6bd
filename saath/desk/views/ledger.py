"""Everything that came in, what became of it, and what to do with what became no message."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.release import note_download, read_again, release_item
from saath.conversations.ledger_rules import (
    SOURCES,
    may_be_read_again,
    may_be_released,
    words_of_rule,
    words_of_source,
)
from saath.conversations.queries.ledger import get_intake_item
from saath.conversations.queries.ledger_page import COUNT_LIMIT, Wanted, ledger_item, ledger_page
from saath.desk.frame import frame_of
from saath.desk.ledger import STATES, Line, line_of
from saath.desk.request import StaffRequest
from saath.files.links import signed_url
from saath.mailboxes.queries import list_mailboxes
from saath.mailboxes.status import status_of
from saath.orders.connected.queries import list_connections
from saath.orders.connected.status import status_of as connection_status

PLACE = "settings-ledger"
DOWNLOAD_SECONDS = 600


@require_safe
def show_ledger(request: StaffRequest) -> HttpResponse:
    """Show a page of the ledger: all of it, or one outcome, way or day."""
    wanted, zone = _wanted(request), request.store.zone
    page = ledger_page(request.actor, wanted, zone=zone, cursor=request.GET.get("cursor", ""))
    context = {
        "wanted": wanted,
        "lines": [line_of(item) for item in page.rows.rows],
        "next": page.rows.next_cursor,
        "counts": [(key, label, _shown(page.counts[key])) for key, label in STATES.items()],
        "missing": len(page.missing),
        "has_any": any(page.counts.values()),
        "sources": [(key, str(words)) for key, words in SOURCES.items()],
        "mailboxes": _mailboxes(request),
        "connections": _connections(request),
        "zone": zone,
        "frame": frame_of(request, PLACE),
    }
    return render(request, "desk/ledger.html", context)


@require_safe
def show_item(request: StaffRequest, item: UUID) -> HttpResponse:
    """Show one thing that came in."""
    shown = ledger_item(request.actor, item)
    line: Line = line_of(shown.item)
    context = {
        "item": shown.item,
        "line": line,
        "shown": shown,
        "source": words_of_source(shown.item.source),
        "rule": words_of_rule(shown.item.rule) if shown.item.rule else "",
        "may_release": may_be_released(shown.item),
        "may_read_again": may_be_read_again(shown.item),
        "zone": request.store.zone,
        "frame": frame_of(request, PLACE),
    }
    return render(request, "desk/ledger_item.html", context)


@require_safe
def download(request: StaffRequest, item: UUID) -> HttpResponse:
    """Hand a mail out as it came, by a link to the content host that ends by itself.

    Reading it changes nothing, so it is a GET though the audit notes it: a log is no change (RFC 9110, 9.2.1), and a form's POST
    may not lead to another host under our policy.
    """
    found = get_intake_item(request.actor, item)
    if found.raw is None:
        raise Http404
    note_download(request.actor, found)
    return redirect(signed_url(found.raw, name=f"{found.public_id}.eml", seconds=DOWNLOAD_SECONDS))


@require_POST
def again(request: StaffRequest, item: UUID) -> HttpResponse:
    """Read it again."""
    read_again(request.actor, get_intake_item(request.actor, item))
    messages.success(request, _("It is being read again."))
    return redirect("desk:ledger_item", item)


@require_POST
def release(request: StaffRequest, item: UUID) -> HttpResponse:
    """Let it in."""
    release_item(request.actor, get_intake_item(request.actor, item))
    messages.success(
        request, _("It becomes a conversation now, and mail of this sender is let in from now on.")
    )
    return redirect("desk:ledger_item", item)


def _wanted(request: StaffRequest) -> Wanted:
    """Return what the address asks for; what is no outcome, way or day asks for all."""
    state, source = request.GET.get("state", ""), request.GET.get("source", "")
    try:
        day = date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        day = None
    is_known = state in STATES or state == "missing"
    return Wanted(state if is_known else "", source if source in SOURCES else "", day)


def _shown(count: int) -> str:
    return str(count) if count < COUNT_LIMIT else f"{COUNT_LIMIT - 1}+"


def _mailboxes(request: StaffRequest) -> list[Any]:
    """Return how each mailbox stands, for those who may see them: what lies there has not reached us yet."""
    if not request.actor.may("store.settings"):
        return []
    return [(shown.mailbox, status_of(shown)) for shown in list_mailboxes(request.actor)]


def _connections(request: StaffRequest) -> list[Any]:
    """Return the connections of the shop's platforms that need a look, and why, for those who may see them."""
    if not request.actor.may("store.settings"):
        return []
    rows = [(shown.connection, connection_status(shown)) for shown in list_connections(request.actor)]
    return [(connection, status) for connection, status in rows if status.needs_a_look]
