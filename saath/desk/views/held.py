"""An answer that is held because somebody else was faster: its words stay in the composer, what is new is shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from saath.conversations.models import Conversation
from saath.conversations.overtaking import Overtaken
from saath.conversations.queries.conversations import get_conversation
from saath.desk.request import StaffRequest
from saath.desk.saved import inserted_of
from saath.desk.views.inbox import queue_named
from saath.desk.views.thread import thread_context, thread_page_of
from saath.tenancy.transactions import read_transaction


def seen_by_writer(request: StaffRequest) -> UUID | None:
    """Return the newest message that the writer saw, None where their form does not say."""
    try:
        return UUID(request.POST.get("seen", ""))
    except ValueError:
        return None


def show_held(request: StaffRequest, conversation: Conversation, overtaken: Overtaken) -> HttpResponse:
    """Ask whether to send it all the same. The form keeps its key, so that it can only be sent once."""
    if request.htmx:
        response = render(request, "desk/_held.html", {**_held(request, overtaken), "is_part": True})
        response["HX-Retarget"], response["HX-Reswap"] = "#held", "outerHTML"
        return response
    with read_transaction():
        fresh = get_conversation(request.actor, conversation.public_id)
        context = {
            **thread_context(
                request, fresh, text=request.POST.get("text", ""), kind=request.POST.get("kind", "")
            ),
            **_held(request, overtaken),
            "inserted": inserted_of(request),
            "queue": queue_named(request.POST.get("queue", "now")),
            "client_key": request.POST["client_key"],
        }
        return thread_page_of(request, context)


def _held(request: StaffRequest, overtaken: Overtaken) -> dict[str, Any]:
    return {
        "newer": overtaken.newer,
        "newest": overtaken.newer[-1],
        "solves": request.POST.get("solve", ""),
        "then": request.POST.get("then", ""),
        "leaves_at": request.POST.get("leaves_at", ""),
        "zone": request.store.zone,
    }
