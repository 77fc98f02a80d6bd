"""Answering a customer elsewhere than where they wrote last: a choice with a reason, for one answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from saath.conversations.actions.drafts import choose_draft_way
from saath.conversations.models import Conversation, Switch
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.ways import count_switches, ways_of
from saath.conversations.switching import Switching
from saath.core.errors import BadInput
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread
from saath.desk.views.draft import keep_written
from saath.desk.views.inbox import queue_named
from saath.desk.ways import switching_of_form


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show where else a customer can be answered; a POST chooses it for the answer that is being written."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.reply")
    if request.method != "POST":
        return _chooser(request, found)
    keep_written(request, found)
    is_back = "way_back" in request.POST
    try:
        choose_draft_way(request.actor, found, switching=None if is_back else _picked(request))
    except BadInput as error:
        return _chooser(request, found, error)
    return show_thread(request, found)


def _picked(request: StaffRequest) -> Switching:
    """Return what was chosen; raises `BadInput`."""
    picked = switching_of_form(request, "to", "reason", "words")
    if picked is None:
        raise BadInput(_("Choose where the answer shall go."), what_to_do="", field="way")
    return picked


def _chooser(
    request: StaffRequest, conversation: Conversation, error: BadInput | None = None
) -> HttpResponse:
    sent = request.POST or request.GET
    context: dict[str, Any] = {
        "conversation": conversation,
        "queue": queue_named(sent.get("queue") or "now"),
        "ways": ways_of(request.actor, conversation),
        "reasons": Switch.Reason.choices,
        "count": count_switches(conversation),
        "written": request.POST,
        "error": error,
        "zone": request.store.zone,
    }
    if request.htmx:
        response = render(request, "desk/_elsewhere.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#elsewhere", "innerHTML"
        return response
    frame = frame_of(request, context["queue"].key, is_counted=False)
    return render(request, "desk/elsewhere.html", {**context, "frame": frame})
