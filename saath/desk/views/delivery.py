"""Settling an answer that did not leave, or of which nobody knows."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from saath.conversations.actions.settle import call_it_sent, send_again
from saath.conversations.queries.conversations import get_delivery
from saath.core.errors import Conflict
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread


@require_POST
def again(request: StaffRequest, delivery: UUID) -> HttpResponse:
    """Send an answer once more."""
    found = get_delivery(request.actor, delivery)
    try:
        send_again(request.actor, found)
    except Conflict as error:
        return show_thread(request, found.message.conversation, error=error)
    return show_thread(request, found.message.conversation)


@require_POST
def arrived(request: StaffRequest, delivery: UUID) -> HttpResponse:
    """Say that an answer of unknown fate did arrive."""
    found = get_delivery(request.actor, delivery)
    try:
        call_it_sent(request.actor, found)
    except Conflict as error:
        return show_thread(request, found.message.conversation, error=error)
    return show_thread(request, found.message.conversation)
