"""Shutting out a visitor who writes on the shop's page, and letting them in again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saath.chats.actions.block import block_visitor, unblock_visitor
from saath.chats.queries.beside import visitors_of
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import NotFound
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.customer import side_of
from saath.desk.views.inbox import queue_named


@require_POST
def block(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take nothing more from the visitor of a conversation."""
    found = get_conversation(request.actor, conversation)
    response = _set(request, found, is_blocked=True)
    undo = reverse("desk:unblock_visitor", args=[conversation])
    said = _("The chat is closed for %(name)s") % {"name": found.identity.display_name}
    return with_toast(response, said, undo=undo, target="#customer")


@require_POST
def unblock(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Let the visitor of a conversation write again."""
    response = _set(request, get_conversation(request.actor, conversation), is_blocked=False)
    response["HX-Reswap"] = "outerHTML"
    return response


def _set(request: StaffRequest, conversation: Conversation, *, is_blocked: bool) -> HttpResponse:
    visitors = visitors_of(request.actor, conversation)
    if not visitors:
        raise NotFound()
    (block_visitor if is_blocked else unblock_visitor)(request.actor, visitors[0])
    queue = queue_named(request.POST.get("queue", "now"))
    if not request.htmx:
        return redirect("desk:customer", queue=queue.key, conversation=conversation.public_id)
    return side_of(request, conversation, queue)
