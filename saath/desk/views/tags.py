"""Tags of a conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from saath.conversations.actions.tags import tag_conversation, untag_conversation
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation, get_tag
from saath.conversations.queries.thread import tags_of
from saath.core.errors import BadInput
from saath.desk.request import StaffRequest


@require_POST
def add(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a tag on a conversation."""
    found = get_conversation(request.actor, conversation)
    try:
        tag_conversation(request.actor, found, name=request.POST.get("name", ""))
    except BadInput as error:
        return _tags(request, found, error)
    return _tags(request, found)


@require_POST
def remove(request: StaffRequest, conversation: UUID, tag: UUID) -> HttpResponse:
    """Take a tag off a conversation."""
    found = get_conversation(request.actor, conversation)
    untag_conversation(request.actor, found, tag=get_tag(request.actor, tag))
    return _tags(request, found)


def _tags(request: StaffRequest, conversation: Conversation, error: BadInput | None = None) -> HttpResponse:
    if not request.htmx:
        return redirect("desk:customer", queue="now", conversation=conversation.public_id)
    context = {"conversation": conversation, "tags": tags_of(request.actor, conversation), "error": error}
    return render(request, "desk/_tags.html", {**context, "may_tag": request.actor.may("conversation.tag")})
