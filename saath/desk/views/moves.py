"""Two conversations become one, one becomes two, and the way back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.models import Conversation, Move
from saath.conversations.queries.conversations import get_conversation, get_message
from saath.conversations.queries.moves import find_named, get_move
from saath.core.errors import Conflict, NotFound
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread
from saath.desk.views.thread import QUEUE_OF

WHOLE = "desk/_conversation.html"


@require_POST
def merge(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put another conversation of the same customer, named by its reference or link, into the one that is shown."""
    found = get_conversation(request.actor, conversation)
    try:
        other = _other(request)
        move = merge_conversations(request.actor, other, into=found)
    except Conflict as refused:
        return show_thread(request, found, error=refused, template=WHOLE)
    said = _("%(reference)s is part of this conversation now") % {"reference": other.reference}
    undo = reverse("desk:undo_move", args=[move.public_id])
    return with_toast(show_thread(request, found, template=WHOLE), said, undo=undo)


@require_http_methods(["GET", "HEAD", "POST"])
def split(request: StaffRequest, message: UUID) -> HttpResponse:
    """Put a message and what follows it into a conversation of its own; a GET asks first, where there are no scripts."""
    request.actor.require("conversation.solve")
    at = get_message(request.actor, message)
    if request.method != "POST":
        frame = frame_of(request, QUEUE_OF.get(at.conversation.state, "now"), is_counted=False)
        return render(request, "desk/split.html", {"message": at, "frame": frame})
    try:
        move = split_conversation(request.actor, at.conversation, at=at)
    except Conflict as refused:
        return show_thread(request, at.conversation, error=refused, template=WHOLE)
    undo = reverse("desk:undo_move", args=[move.public_id])
    said = _("This is a conversation of its own now: %(reference)s") % {"reference": move.target.reference}
    return with_toast(_show_where_it_is(request, move.target), said, undo=undo)


@require_POST
def undo(request: StaffRequest, move: UUID) -> HttpResponse:
    """Take a merge or a split back, and show the conversation that goes on."""
    found = get_move(request.actor, move)
    is_merge = found.kind == Move.Kind.MERGE
    shown = found.target if is_merge else found.source
    try:
        if is_merge:
            undo_merge(request.actor, found)
        else:
            undo_split(request.actor, found)
    except Conflict as refused:
        return show_thread(request, shown, error=refused, template=WHOLE)
    return _show_where_it_is(request, shown)


def _other(request: StaffRequest) -> Conversation:
    try:
        return find_named(request.actor, request.POST.get("with", ""))
    except NotFound as missing:
        raise Conflict(
            _("There is no conversation by that reference."),
            what_is_safe=_("Nothing was merged."),
            what_to_do=_("Copy its reference or its link, and try again."),
        ) from missing


def _show_where_it_is(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    """Show a conversation under its own address, in the queue where it is now."""
    fresh = get_conversation(request.actor, conversation.public_id)
    address = reverse("desk:thread", args=[QUEUE_OF.get(fresh.state, "now"), fresh.public_id])
    if not request.htmx:
        return redirect(address)
    response = show_thread(request, fresh, template=WHOLE)
    response["HX-Push-Url"] = address
    return response
