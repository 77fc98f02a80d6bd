"""What is reckoned out beside a conversation: the list of tools, and one of them. Nothing is written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.conversations.queries.conversations import get_conversation
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.staff_tools.registry import registered, tool_named
from saath.desk.staff_tools.working import beside_of, worked
from saath.tenancy.transactions import read_transaction


@require_safe
def all_tools(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show what can be reckoned out."""
    found = get_conversation(request.actor, conversation)
    return _shown(request, {"conversation": found, "tools": registered()})


@require_safe
def one(request: StaffRequest, conversation: UUID, key: str) -> HttpResponse:
    """Show a tool, filled from the conversation or as it was sent, and what comes of it."""
    tool = tool_named(key)
    with read_transaction():
        found = get_conversation(request.actor, conversation)
        beside = beside_of(request, found)
        result = worked(request, tool, beside)
    return _shown(request, {"conversation": found, "tool": tool, "beside": beside, "worked": result})


def _shown(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    context["may_reply"] = request.actor.may("conversation.reply")
    if request.htmx:
        return render(request, "desk/_staff_tools.html", context)
    frame = frame_of(request, "", is_counted=False)
    return render(request, "desk/staff_tools.html", {**context, "frame": frame})
