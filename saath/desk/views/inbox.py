"""The list of a queue."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from saath.conversations.queries.inbox import InboxPage, list_queue
from saath.conversations.queues import QUEUES, Queue
from saath.desk.around import ALL_QUEUES, page_around
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.rows import ListView, render_rows


@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Go to the queue of those who wait for us."""
    return redirect("desk:queue", queue="now")


@require_safe
def queue(request: StaffRequest, queue: str) -> HttpResponse:
    """Show a queue; htmx asks for its rows alone, or for the rows after a cursor."""
    context = list_context(request, queue_named(queue))
    if context["after"] and request.htmx:
        return render(request, "desk/_rows.html", context)
    frame = frame_of(request, queue)
    if request.htmx:
        return render(request, "desk/_list.html", {**context, "frame": frame, "counts": frame.counts})
    rows = render_to_string("desk/_rows.html", context) if context["lines"] else ""
    return page_around(request, "desk/inbox.html", context["queue"], frame, {"lines": rows})


def queue_named(key: str) -> Queue:
    """Return a queue by its key; raises `Http404`."""
    if key not in QUEUES:
        raise Http404
    return QUEUES[key]


def list_context(request: StaffRequest, queue: Queue) -> dict[str, Any]:
    """Return what the list part shows: rendered lines and where the next page begins."""
    after = request.GET.get("after", "")
    page = list_queue(request.actor, queue, zone=request.store.zone, cursor=after)
    return {
        "queue": queue,
        "queues": ALL_QUEUES,
        "after": after,
        "next": page.next_cursor,
        "lines": _lines(request, page),
    }


def _lines(request: StaffRequest, page: InboxPage) -> str:
    return render_rows(page.rows, ListView(page.queue.key, request.store.zone))
