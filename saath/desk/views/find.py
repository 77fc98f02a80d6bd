"""Finding a conversation by any word in it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.conversations.queries.find import find_conversations
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.rows import ListView, render_rows


@require_safe
def find(request: StaffRequest) -> HttpResponse:
    """Show the newest conversations that hold every word of `?q=`."""
    question = request.GET.get("q", "").strip()[:200]
    found = find_conversations(
        request.actor,
        question,
        cursor=request.GET.get("before", ""),
        is_typing=bool(request.htmx),
    )
    view = ListView("now", request.store.zone)
    context = {"question": question, "found": found, "lines": render_rows(found.rows, view)}
    if request.htmx:
        return render(request, "desk/_found.html", context)
    return render(request, "desk/find.html", {**context, "frame": frame_of(request, "find")})
