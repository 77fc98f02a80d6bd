"""Letting automatic mail go to an address again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from saath.conversations.actions.suppression import allow_address
from saath.conversations.queries.conversations import get_conversation, suppression_of
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread


@require_POST
def allow(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Say that the address of a conversation is right; nothing happens where somebody has said so already."""
    found = get_conversation(request.actor, conversation)
    suppression = suppression_of(request.actor, found)
    request.actor.require("conversation.reply")
    if suppression is not None:
        allow_address(request.actor, suppression)
    return show_thread(request, found)
