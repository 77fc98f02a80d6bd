"""Who writes: the pane beside a conversation, and a page of its own on a phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.thread import earlier_conversations, tags_of
from saath.core.errors import BadInput
from saath.customers.actions.edit import edit_customer
from saath.customers.queries import identities_of
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.views.inbox import queue_named


@require_safe
def customer(request: StaffRequest, queue: str, conversation: UUID) -> HttpResponse:
    """Show the customer of a conversation."""
    found = get_conversation(request.actor, conversation)
    context = {**_context(request, found), "queue": queue_named(queue)}
    if request.htmx:
        return render(request, "desk/_side.html", context)
    return render(
        request, "desk/customer.html", {**context, "frame": frame_of(request, queue, is_counted=False)}
    )


@require_POST
def edit(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Set the customer's name and language."""
    found = get_conversation(request.actor, conversation)
    queue = queue_named(request.POST.get("queue", "now"))
    name, language = request.POST.get("name", ""), request.POST.get("language", "")
    error = None
    try:
        edit_customer(request.actor, found.customer, name=name, language=language)
    except BadInput as refused:
        error = refused
    if not request.htmx:
        return redirect("desk:customer", queue=queue.key, conversation=found.public_id)
    return render(request, "desk/_side.html", {**_context(request, found), "queue": queue, "error": error})


def _context(request: StaffRequest, conversation: Conversation) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "customer": conversation.customer,
        "identities": identities_of(request.actor, conversation.customer),
        "earlier": earlier_conversations(request.actor, conversation),
        "tags": tags_of(request.actor, conversation),
        "may_tag": request.actor.may("conversation.tag"),
        "may_solve": request.actor.may("conversation.solve"),
        "may_edit": request.actor.may("customer.edit"),
        "languages": settings.LANGUAGES,
        "zone": request.store.zone,
    }
