"""Spam or not: what a colleague says of a conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from saath.conversations.actions.spam import call_spam, call_wanted
from saath.conversations.queries.conversations import get_conversation
from saath.desk.request import StaffRequest
from saath.desk.views.inbox import queue_named


@require_POST
def spam(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a conversation aside as spam, and go on with the queue."""
    call_spam(request.actor, get_conversation(request.actor, conversation))
    return redirect("desk:queue", queue=queue_named(request.POST.get("queue", "now")).key)


@require_POST
def wanted(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take a conversation out of spam."""
    found = call_wanted(request.actor, get_conversation(request.actor, conversation))
    return redirect("desk:thread", queue="now", conversation=found.public_id)
