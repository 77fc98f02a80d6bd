"""Who has a conversation, and whether it is done or read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from saath.conversations.actions.reading import mark_read, mark_unread
from saath.conversations.actions.triage import assign_conversation, reopen_conversation, solve_conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import Conflict
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread
from saath.stores.queries import get_colleague, list_colleagues


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show who may take a conversation; a POST gives it to one of them, or to nobody."""
    found = get_conversation(request.actor, conversation)
    if request.method != "POST":
        context = {"conversation": found, "colleagues": list_colleagues(request.actor), "me": request.member}
        return render(request, "desk/_assign.html", {**context, "queue": request.GET.get("queue", "now")})
    chosen = request.POST.get("to", "")
    to = get_colleague(request.actor, chosen) if chosen else None
    return show_thread(request, assign_conversation(request.actor, found, to=to))


@require_POST
def solve(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Call a conversation done."""
    found, update = get_conversation(request.actor, conversation), request.POST.get("update", "")
    try:
        return show_thread(request, solve_conversation(request.actor, found, update=update))
    except Conflict as refused:
        return show_thread(request, found, error=refused)


@require_POST
def reopen(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take a solved conversation up again."""
    return show_thread(
        request, reopen_conversation(request.actor, get_conversation(request.actor, conversation))
    )


@require_POST
def read(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Remember that the newest message was seen."""
    mark_read(request.actor, get_conversation(request.actor, conversation))
    return HttpResponse(status=204)


@require_POST
def unread(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Mark a conversation as new again."""
    mark_unread(request.actor, get_conversation(request.actor, conversation))
    return HttpResponse(status=204)
