"""Handing a conversation over, putting away what one was handed, and undoing either."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.conversations.actions.hand_over import hand_over, put_handover_away, undo_assignment
from saath.conversations.models import Conversation, Handover
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, Conflict, SaathError
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread
from saath.desk.views.inbox import queue_named
from saath.stores.models import Member
from saath.stores.queries import get_colleague
from saath.tenancy.actor import Actor

SALT = "saath.desk.given"
# The toast stays ten seconds; a slow line and a pause for thought are added.
UNDO_SECONDS = 120


@dataclass(frozen=True)
class Given:
    """Who had a conversation and who has it now, for the undo of it."""

    conversation: UUID
    was_with: Member | None
    to: Member | None
    handover: Handover | None = None

    def signed(self, giver: Actor) -> str:
        """Return it as an address carries it: nobody else can use it, and nobody can make one up."""
        ids = [each.public_id if each else None for each in (self.was_with, self.to, self.handover)]
        return signing.dumps(
            [str(self.conversation), giver.member_id, *(str(each or "") for each in ids)], salt=SALT
        )


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over_to(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Ask why a conversation goes to a colleague and what they must know; a POST hands it over."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.assign")
    sent = request.POST if request.method == "POST" else request.GET
    to = get_colleague(request.actor, sent.get("to", ""))
    if request.method != "POST":
        return ask_why(request, found, to)
    words = {name: request.POST.get(name, "") for name in ("reason", "words", "summary")}
    try:
        handover = hand_over(request.actor, found, to=to, **words)
    except (BadInput, Conflict) as error:
        return ask_why(request, found, to, error=error)
    given = Given(found.public_id, found.assignee, to, handover)
    return told_of_giving(show_thread(request, found), request.actor, given)


@require_POST
def put_away(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take what one was handed off the screen."""
    found = get_conversation(request.actor, conversation)
    put_handover_away(request.actor, found)
    return show_thread(request, found)


@require_POST
def undo(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Give a conversation back to who had it before the sender gave it away."""
    found = get_conversation(request.actor, conversation)
    was_with, to, handover = _given(request, found)
    try:
        undo_assignment(
            request.actor,
            found,
            given_to=get_colleague(request.actor, to) if to else None,
            was_with=get_colleague(request.actor, was_with) if was_with else None,
            handover=UUID(handover) if handover else None,
        )
    except SaathError as refused:
        return show_thread(request, found, error=refused, template="desk/_conversation.html")
    return show_thread(request, found, template="desk/_conversation.html")


def ask_why(
    request: StaffRequest, conversation: Conversation, to: Member | None, *, error: SaathError | None = None
) -> HttpResponse:
    """Return the form that a hand-over needs, above the composer, or as a page."""
    context: dict[str, Any] = {
        "conversation": conversation,
        "to": to,
        "queue": queue_named(request.POST.get("queue") or request.GET.get("queue") or "now"),
        "reasons": Handover.Reason.choices,
        "written": request.POST,
        "error": error,
    }
    if request.htmx:
        response = render(request, "desk/_hand_over.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#handing", "outerHTML"
        return response
    frame = frame_of(request, context["queue"].key, is_counted=False)
    return render(request, "desk/hand_over.html", {**context, "frame": frame})


def told_of_giving(response: HttpResponse, giver: Actor, given: Given) -> HttpResponse:
    """Let a response say who has the conversation now, with an undo."""
    text = _("%(name)s has it now") % {"name": given.to.display_name} if given.to else _("Back in the queue")
    back = reverse("desk:undo_assign", args=[given.conversation]) + f"?given={given.signed(giver)}"
    toast = {"text": text, "undoUrl": back, "undoTarget": "#conversation"}
    if response.status_code == 200:
        response["HX-Trigger"] = json.dumps({"toast": toast})
    return response


def _given(request: StaffRequest, conversation: Conversation) -> tuple[str, str, str]:
    """Return what the sender gave away a moment ago; raises `Conflict` where that is too long ago."""
    try:
        signed = signing.loads(request.GET.get("given", ""), salt=SALT, max_age=UNDO_SECONDS)
    except signing.BadSignature as error:
        raise Conflict() from error
    named, giver, was_with, to, handover = signed
    if (named, giver) != (str(conversation.public_id), request.member.pk):
        raise Conflict()
    return was_with, to, handover
