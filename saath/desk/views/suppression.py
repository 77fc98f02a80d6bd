"""Addresses to which no automatic mail goes, and letting it go there again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.suppression import allow_address
from saath.conversations.queries.conversations import get_conversation, suppression_of
from saath.conversations.queries.suppressed import (
    get_suppression,
    suppressed_addresses,
    words_of_suppression,
)
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread


@require_POST
def allow(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Say that the address of a conversation is right; nothing happens where somebody has said so already."""
    found = get_conversation(request.actor, conversation)
    suppression = suppression_of(request.actor, found)
    request.actor.require("conversation.reply")
    if suppression is not None:
        allow_address(request.actor, suppression)
    return show_thread(request, found)


@require_safe
def show_suppressed(request: StaffRequest) -> HttpResponse:
    """Show the list of the shop."""
    shown = suppressed_addresses(request.actor, cursor=request.GET.get("cursor", ""))
    lines = [(row, words_of_suppression(row)) for row in shown.page.rows]
    frame = frame_of(request, "settings-suppressed")
    return render(
        request,
        "desk/suppressed.html",
        {"shown": shown, "lines": lines, "zone": request.store.zone, "frame": frame},
    )


@require_POST
def take_out(request: StaffRequest, suppression: UUID) -> HttpResponse:
    """Take an address out of the list."""
    allow_address(request.actor, get_suppression(request.actor, suppression))
    return redirect("desk:suppressed")
