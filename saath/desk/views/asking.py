"""What has to be known before a conversation is solved, and what is not done yet, asked when somebody solves it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from saath.checklists.errors import ItemsMissing
from saath.conversations.actions.fields import fill_conversation
from saath.conversations.models import Conversation
from saath.conversations.queries.checklists import open_items
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


def ask_open(
    request: StaffRequest, conversation: Conversation, error: ItemsMissing | None = None
) -> HttpResponse | None:
    """Return the question about what is still open on its checklists, None where nothing is or its sender leaves it so."""
    is_left = request.POST.get("items") == "leave" and error is None
    if is_left or conversation.items_done >= conversation.items_total:
        return None
    lists = open_items(request.actor, conversation)
    shown = {
        "lists": lists,
        "open_count": sum(len(each.items) for each in lists),
        "is_needed": any(each.is_required for each in lists),
        "error": error if request.POST.get("items") == "leave" else None,
    }
    return _ask(request, conversation, "items_open", shown)


def ask_missing(request: StaffRequest, conversation: Conversation, missing: FieldsMissing) -> HttpResponse:
    """Return the form of what is missing, above the composer, or as a page."""
    facts = facts_of(request.actor, conversation)
    return _asked(request, conversation, facts, [field.public_id for field in missing.fields])


def _asked(
    request: StaffRequest, conversation: Conversation, facts: Facts, only: Iterable[UUID]
) -> HttpResponse:
    wanted = set(only)
    shown = tuple(fact for fact in facts.all if fact.known.field.public_id in wanted)
    return _ask(request, conversation, "facts_missing", {"facts": replace(facts, all=shown)})


def _ask(
    request: StaffRequest, conversation: Conversation, template: str, shown: dict[str, Any]
) -> HttpResponse:
    queue = queue_named(request.POST.get("queue", "now"))
    context = {
        **shown,
        "conversation": conversation,
        "queue": queue,
        "items": request.POST.get("items", ""),
        "resolution": request.POST.get("resolution", ""),
        "update": request.POST.get("update", ""),
    }
    if request.htmx:
        response = render(request, f"desk/_{template}.html", context)
        response["HX-Retarget"], response["HX-Reswap"] = "#handing", "outerHTML"
        return response
    frame = frame_of(request, queue.key, is_counted=False)
    return render(request, f"desk/{template}.html", {**context, "frame": frame})
