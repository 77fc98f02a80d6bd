"""Who has a conversation, and whether it is done or read."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.checklists.errors import ItemsMissing
from saath.conversations.actions.reading import mark_read, mark_unread
from saath.conversations.actions.triage import (
    NeedsReason,
    assign_conversation,
    await_customer,
    reopen_conversation,
    solve_conversation,
)
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.rules import needs_reason
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread
from saath.desk.views.asking import ask_missing, ask_open, fill_in
from saath.desk.views.checklists import ticked_in
from saath.desk.views.hand_over import Given, ask_why, told_of_giving
from saath.desk.views.inbox import queue_named
from saath.fields.errors import FieldsMissing
from saath.promises.routing.told import why_now
from saath.stores.queries import get_colleague, list_colleagues


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show who may take a conversation; a POST gives it to one of them, or to nobody."""
    found = get_conversation(request.actor, conversation)
    if request.method != "POST":
        return _choice(request, found)
    chosen = request.POST.get("to", "")
    to = get_colleague(request.actor, chosen) if chosen else None
    try:
        fresh = assign_conversation(request.actor, found, to=to)
    except NeedsReason:
        return ask_why(request, found, to)
    given = Given(found.public_id, found.assignee, to)
    return told_of_giving(show_thread(request, fresh), request.actor, given)


def _choice(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    queue = queue_named(request.GET.get("queue", "now"))
    colleagues = [
        (each, needs_reason(owner_id=conversation.assignee_id, to_id=each.pk, giver_id=request.member.pk))
        for each in list_colleagues(request.actor)
        if "conversation.reply" in each.verbs
    ]
    why, suggested_id = why_now(request.actor, conversation) or (None, None)
    context = {
        "conversation": conversation,
        "colleagues": colleagues,
        "why": why,
        "suggested_id": suggested_id,
        "away": {each.pk for each, _needs_reason in colleagues if each.is_away(now())},
        "me": request.member,
        "queue": queue,
    }
    if request.htmx:
        return render(request, "desk/_assign.html", context)
    frame = frame_of(request, queue.key, is_counted=False)
    return render(request, "desk/assign.html", {**context, "frame": frame})


@require_POST
def solve(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Call a conversation done, with what solved it; what has to be known for that is asked first."""
    found, update = get_conversation(request.actor, conversation), request.POST.get("update", "")
    resolution = request.POST.get("resolution") or Conversation.Resolution.ANSWER
    try:
        if (asked := fill_in(request, found)) is not None:
            return asked
        found = _with_ticks(request, found)
        if found.state != Conversation.State.SOLVED and (question := ask_open(request, found)) is not None:
            return question
        fresh = solve_conversation(request.actor, found, resolution=resolution, update=update)
    except ItemsMissing as missing:
        return ask_open(request, found, missing) or show_thread(request, found, error=missing)
    except FieldsMissing as missing:
        return ask_missing(request, found, missing)
    except (BadInput, Conflict) as refused:
        return show_thread(request, found, error=refused)
    shown = show_thread(request, fresh)
    if found.state == Conversation.State.SOLVED:
        return shown
    undo = reverse("desk:unsolve", args=[conversation], query={"back": found.state})
    return with_toast(shown, _("Solved: %(what)s") % {"what": fresh.get_resolution_display()}, undo=undo)


def _with_ticks(request: StaffRequest, conversation: Conversation) -> Conversation:
    """Return a conversation after what was ticked along with solving it."""
    if "done" not in request.POST:
        return conversation
    ticked_in(request, conversation)
    return get_conversation(request.actor, conversation.public_id)


@require_POST
def unsolve(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take back that a conversation is solved: it goes to where it was."""
    found = get_conversation(request.actor, conversation)
    was_theirs = request.GET.get("back") == Conversation.State.PENDING
    fresh = (await_customer if was_theirs else reopen_conversation)(request.actor, found)
    return show_thread(request, fresh, template="desk/_conversation.html")


@require_POST
def reopen(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take a solved conversation up again."""
    return show_thread(
        request, reopen_conversation(request.actor, get_conversation(request.actor, conversation))
    )


@require_POST
def read(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Remember that a message and all before it were seen."""
    found = get_conversation(request.actor, conversation)
    try:
        up_to = UUID(request.POST.get("up_to", ""))
    except ValueError:
        up_to = None
    mark_read(request.actor, found, up_to=up_to)
    return HttpResponse(status=204)


@require_POST
def unread(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Mark a conversation as new again."""
    mark_unread(request.actor, get_conversation(request.actor, conversation))
    toast = {"text": _("Marked as new"), "undoUrl": reverse("desk:read", args=[conversation])}
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"toast": toast})})
