"""Conversations with customers who are here: several side by side, and the next one that waits."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.actions.take import take_waiting
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.here import conversations_here
from saath.desk.pane import pane_of
from saath.desk.request import StaffRequest
from saath.desk.rows import here_tabs
from saath.desk.views.hand_over import Given
from saath.desk.views.inbox import queue_named
from saath.desk.views.thread import thread_context
from saath.team.queries import hears_chats_now
from saath.tenancy.transactions import read_transaction


@require_safe
def chats(request: StaffRequest) -> HttpResponse:
    """Show the reader's own that go on, and who waits; those ring where the reader hears of them now."""
    here, hears = conversations_here(request.actor), hears_chats_now(request.member)
    context = {
        "tabs": here_tabs(here.own),
        "waiting": here_tabs(here.waiting[:1]),
        "more": len(here.waiting) - 1,
        "waiting_ids": " ".join(str(row.public_id) for row in here.waiting),
        "hears": hears,
        "rings": bool(here.waiting) and hears,
        "may_take": request.actor.may("conversation.reply") and request.actor.may("conversation.assign"),
    }
    return render(request, "desk/_chats.html", context)


@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """Give the sender who waits longest, and open it; say so where nobody waits any more."""
    taken = take_waiting(request.actor)
    queue = queue_named(request.POST.get("queue", "now"))
    if taken is None:
        if not request.htmx:
            return redirect("desk:queue", queue=queue.key)
        toast = {"text": _("Nobody waits in a chat any more")}
        return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": toast})})
    address = reverse("desk:thread", args=[queue.key, taken.public_id])
    if not request.htmx:
        return redirect(address)
    with read_transaction():
        found = get_conversation(request.actor, taken.public_id)
        pane = pane_of(request, "desk/_conversation.html", {**thread_context(request, found), "queue": queue})
    headers = {"HX-Push-Url": address, "HX-Trigger-After-Settle": json.dumps({"taken": {}})}
    return HttpResponse(
        pane, headers={**headers, "HX-Trigger": json.dumps({"toast": _toast(request, found)})}
    )


def _toast(request: StaffRequest, taken: Conversation) -> dict[str, str]:
    given = Given(taken.public_id, None, request.member).signed(request.actor)
    return {
        "text": _("%(name)s is yours now") % {"name": taken.identity.display_name},
        "undoUrl": reverse("desk:undo_assign", args=[taken.public_id]) + f"?given={given}",
        "undoTarget": "#conversation",
    }
