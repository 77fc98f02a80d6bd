"""Who gets a copy of the answers in a conversation."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from saath.conversations.actions.copies import copy_in, leave_out
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.ways import way_of
from saath.core.errors import BadInput
from saath.desk.copied import copies_context
from saath.desk.request import StaffRequest
from saath.desk.views.answer import show_thread


@require_POST
def copies(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Copy somebody in, or leave somebody out; what is being written stays as it is."""
    found, error = get_conversation(request.actor, conversation), None
    try:
        found = _change(request, found)
    except BadInput as refused:
        error = refused
    if not request.htmx:
        return show_thread(request, found, error=error, draft=request.POST.get("text", ""))
    typed = request.POST.get("copy", "") if error else ""
    context = {
        **copies_context(found, way_of(found).can),
        "conversation": found,
        "copies_error": error,
        "copy_typed": typed,
    }
    parties = render_to_string("desk/_parties.html", context)
    return render(request, "desk/_copies.html", {**context, "parties": parties})


def _change(request: StaffRequest, conversation: Conversation) -> Conversation:
    given = request.POST
    if "leave_out" in given:
        return leave_out(request.actor, conversation, key=given["leave_out"])
    return copy_in(request.actor, conversation, address=given.get("copy_to") or given.get("copy", ""))
