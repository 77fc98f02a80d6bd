"""A question before an answer leaves: its words stay in the composer, and the next Send sends them."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from saath.conversations.hints import Hint
from saath.conversations.marks import rich_html
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.desk.hinted import ASKED
from saath.desk.request import StaffRequest
from saath.desk.saved import inserted_of
from saath.desk.shaped import shaped
from saath.desk.views.inbox import queue_named
from saath.desk.views.thread import thread_context, thread_page_of
from saath.tenancy.transactions import read_transaction


def ask_first(request: StaffRequest, conversation: Conversation, hint: Hint) -> HttpResponse:
    """Ask once whether to send it all the same. The form keeps its key, so that it can only be sent once."""
    text = request.POST.get("text", "")
    question: dict[str, Any] = {
        "hint": hint,
        "asking": True,
        "asked": ASKED,
        "solves": request.POST.get("solve", ""),
        "then": request.POST.get("then", ""),
        "leaves_at": request.POST.get("leaves_at", ""),
        "version": request.POST.get("version", "0")[:9],
        "shaped": shaped(rich_html(text)),
    }
    if request.htmx:
        response = render(request, "desk/_pause.html", {**question, "is_asked_part": True})
        response["HX-Retarget"], response["HX-Reswap"] = "#pause", "outerHTML"
        return response
    with read_transaction():
        fresh = get_conversation(request.actor, conversation.public_id)
        context = {
            **thread_context(request, fresh, text=text),
            **question,
            "inserted": inserted_of(request),
            "queue": queue_named(request.POST.get("queue", "now")),
            "client_key": request.POST.get("client_key", ""),
        }
        return thread_page_of(request, context)
