"""What has to be known before a conversation is solved, asked when somebody solves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation
from saath.core.errors import BadInput
from saath.desk.facts import Facts, asked_again, facts_of, refused, values_of, was_of
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.inbox import queue_named
from saath.fields.errors import FieldsMissing


def fill_in(request: StaffRequest, conversation: Conversation) -> HttpResponse | None:
    """Keep what came along with solving; return the question where that does not fit, else None."""
    if not any(name.startswith("f-") for name in request.POST):
        return None
    facts = facts_of(request.actor, conversation)
    known = [fact.known for fact in facts.all]
    values, was = values_of(request.POST, known), was_of(request.POST, known)
    try:
        filled = fill_conversation(request.actor, conversation, values=values, was=was)
    except BadInput as error:
        return _asked(request, conversation, refused(facts, request.POST, error), values)
    if not filled.conflicts:
        return None
    facts = asked_again(facts_of(request.actor, conversation), request.POST, filled.conflicts)
    return _asked(request, conversation, facts, values)


def ask_missing(request: StaffRequest, conversation: Conversation, missing: FieldsMissing) -> HttpResponse:
    """Return the form of what is missing, above the composer, or as a page."""
    facts = facts_of(request.actor, conversation)
    return _asked(request, conversation, facts, [field.public_id for field in missing.fields])


def _asked(
    request: StaffRequest, conversation: Conversation, facts: Facts, only: Iterable[UUID]
) -> HttpResponse:
    wanted = set(only)
    shown = tuple(fact for fact in facts.all if fact.known.field.public_id in wanted)
    queue = queue_named(request.POST.get("queue", "now"))
    context = {
        "conversation": conversation,
        "facts": replace(facts, all=shown),
        "queue": queue,
        "resolution": request.POST.get("resolution", ""),
        "update": request.POST.get("update", ""),
    }
    if request.htmx:
        response = render(request, "desk/_facts_missing.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#handing", "outerHTML"
        return response
    frame = frame_of(request, queue.key, is_counted=False)
    return render(request, "desk/facts_missing.html", {**context, "frame": frame})
