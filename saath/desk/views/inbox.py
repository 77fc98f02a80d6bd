"""The list of a queue."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.views.decorators.http import require_safe

from saath.conversations.filters import Narrowing, narrowing_of
from saath.conversations.models import Conversation
from saath.conversations.queries.inbox import InboxPage, list_queue
from saath.conversations.queries.narrowed import list_narrowed
from saath.conversations.queues import QUEUES, Queue
from saath.desk.around import ALL_QUEUES, page_around
from saath.desk.frame import frame_of, shown_counts
from saath.desk.narrowing import address_of, bar_of
from saath.desk.request import StaffRequest
from saath.desk.rows import ListView, render_rows
from saath.promises.routing.told import GIVEN_TO_NOBODY, why_nobody
from saath.ui.frame import StaffFrame
from saath.ui.kept import plain_part
from saath.ui.language import page_language
from saath.ui.navigation import visible
from saath.ui.places import Place, fill
from saath.ui.reading import readable_offline

BELOW, SHOWN_BELOW = ("promised", "customer"), 10


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Go to the queue of those who wait for us."""
    return redirect("desk:queue", queue="now")


@require_safe
@readable_offline
def queue(request: StaffRequest, queue: str) -> HttpResponse:
    """Show a queue, narrowed by what the address chooses; htmx asks for its part alone, or for the rows after a cursor."""
    found = queue_named(queue)
    if "in" in request.GET:
        return redirect(_chosen_address(request))
    context = list_context(request, found)
    if context["after"] and request.htmx:
        return render(request, "desk/_rows.html", context)
    frame = frame_of(request, queue)
    nobodys = _nobodys(request, frame) if queue == "now" and not context.get("query") else ""
    if request.htmx:
        shown = {**context, "nobodys": nobodys, "frame": frame, "counts": _shown_counts(frame)}
        return render(request, "desk/_list.html", shown)
    parts = {
        "lines": _with_more(context),
        "nobodys": nobodys,
        **{name: context[name] for name in ("bar", "query") if context.get(name)},
    }
    return page_around(request, "desk/inbox.html", found, frame, parts)


def _with_more(context: dict[str, Any]) -> str:
    """Return the lines and, after them, the way to the next page, where there is one."""
    lines, after, query = context["lines"], context["next"], context.get("query", "")
    if not lines or not after:
        return str(lines)
    shown = {"next": Place("next"), "query": query and Place("query"), "queue": context["queue"]}
    shown["looked_through"] = bool(context["looked_through"])
    more = plain_part("desk/_more.html", page_language(), tuple(shown.items()))
    return str(lines) + fill(more, {"next": escape(after), "query": escape(query)})


def _chosen_address(request: StaffRequest) -> str:
    """Return the address of what the form of the filters chose: without what was left open."""
    narrowing = narrowing_of(request.actor, request.GET.dict())
    return address_of(queue_named(request.GET["in"]), narrowing.values)


@require_safe
@readable_offline
def below(request: StaffRequest) -> HttpResponse:
    """Return what stands below those who wait for us: what is promised for today, then those we wait for."""
    counts = shown_counts(request.actor, request.store.zone)
    groups = [(QUEUES[key], counts[key], _group(request, QUEUES[key])) for key in BELOW]
    return render(request, "desk/_below.html", {"groups": groups})


def _shown_counts(frame: StaffFrame) -> dict[str, int | str]:
    """Return the counts of the places that this reader sees: another has nowhere to stand."""
    return {
        entry.name: frame.counts[entry.name] for entry in visible(frame.may) if entry.name in frame.counts
    }


def _nobodys(request: StaffRequest, frame: StaffFrame) -> str:
    """Return why nobody has some of those who wait for us; asks nothing where that is not so."""
    if not frame.counts.get(GIVEN_TO_NOBODY):
        return ""
    return render_to_string("desk/_nobodys.html", {"nobodys": why_nobody(request.actor)})


def _group(request: StaffRequest, queue: Queue) -> str:
    """Return the first lines of a queue, without those that stand above already."""
    zone = request.store.zone
    page = list_queue(request.actor, queue, zone=zone, limit=SHOWN_BELOW)
    rows = [row for row in page.rows if row.state != Conversation.State.OPEN]
    return render_rows(rows, ListView(queue.key, zone))


def queue_named(key: str) -> Queue:
    """Return a queue by its key; raises `Http404`."""
    if key not in QUEUES:
        raise Http404
    return QUEUES[key]


def list_context(request: StaffRequest, queue: Queue) -> dict[str, Any]:
    """Return what the list part shows: rendered lines and where the next page begins."""
    after, zone = request.GET.get("after", ""), request.store.zone
    narrowing = narrowing_of(request.actor, request.GET.dict()) if request.GET else Narrowing()
    if narrowing.chosen:
        narrowed = list_narrowed(request.actor, queue, narrowing, zone=zone, cursor=after)
        page, looked_through = narrowed.page, narrowed.looked_through
    else:
        page, looked_through = list_queue(request.actor, queue, zone=zone, cursor=after), 0
    return {
        "queue": queue,
        "queues": ALL_QUEUES,
        "after": after,
        "next": page.next_cursor,
        "looked_through": looked_through,
        "lines": _lines(request, page),
        **bar_of(request, queue, narrowing, looked_through),
    }


def _lines(request: StaffRequest, page: InboxPage) -> str:
    return render_rows(page.rows, ListView(page.queue.key, request.store.zone))
