"""Tags of a conversation."""

from __future__ import annotations

import json
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from saath.conversations.actions.tags import tag_conversation, untag_conversation
from saath.conversations.models import Conversation, Tag
from saath.conversations.queries.conversations import get_conversation, get_tag
from saath.conversations.queries.thread import tags_of
from saath.core.errors import BadInput
from saath.desk.request import StaffRequest


@require_POST
def add(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a tag on a conversation."""
    found = get_conversation(request.actor, conversation)
    try:
        tag = tag_conversation(request.actor, found, name=request.POST.get("name", ""))
    except BadInput as error:
        return _tags(request, found, error)
    return _told(_tags(request, found), gettext("Tagged “%(name)s”"), found, tag, undo="desk:untag")


@require_POST
def again(request: StaffRequest, conversation: UUID, tag: UUID) -> HttpResponse:
    """Put a tag back on that was taken off."""
    found = get_conversation(request.actor, conversation)
    tag_conversation(request.actor, found, name=get_tag(request.actor, tag).name)
    return _tags(request, found)


@require_POST
def remove(request: StaffRequest, conversation: UUID, tag: UUID) -> HttpResponse:
    """Take a tag off a conversation."""
    found = get_conversation(request.actor, conversation)
    taken_off = get_tag(request.actor, tag)
    untag_conversation(request.actor, found, tag=taken_off)
    return _told(
        _tags(request, found), gettext("Took off “%(name)s”"), found, taken_off, undo="desk:tag_again"
    )


def _told(
    response: HttpResponse, text: str, conversation: Conversation, tag: Tag, *, undo: str
) -> HttpResponse:
    """Let a response say what was done, with its undo."""
    address = reverse(undo, args=[conversation.public_id, tag.public_id])
    toast = {"text": text % {"name": tag.name}, "undoUrl": address}
    response["HX-Trigger"] = json.dumps({"toast": toast})
    return response


def _tags(request: StaffRequest, conversation: Conversation, error: BadInput | None = None) -> HttpResponse:
    if not request.htmx:
        return redirect("desk:customer", queue="now", conversation=conversation.public_id)
    context = {"conversation": conversation, "tags": tags_of(request.actor, conversation), "error": error}
    context["entered"] = request.POST.get("name", "") if error else ""
    return render(request, "desk/_tags.html", {**context, "may_tag": request.actor.may("conversation.tag")})
