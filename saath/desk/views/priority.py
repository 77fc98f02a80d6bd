"""How urgent a conversation is: in its thread, and beside it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saath.conversations.actions.priority import set_priority
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread

Priority = Conversation.Priority
PRIORITIES = [(each.value, each.label) for each in (Priority.URGENT, Priority.HIGH, Priority.NORMAL)]


@require_POST
def priority(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Say how urgent a conversation is; `beside` it, its part there is shown."""
    found = get_conversation(request.actor, conversation)
    was = found.priority
    try:
        fresh = set_priority(request.actor, found, priority=request.POST.get("priority", ""))
    except BadInput as refused:
        return show_thread(request, found, error=refused)
    shown = _beside(request, fresh) if request.POST.get("beside") else show_thread(request, fresh)
    if fresh.priority == was:
        return shown
    undo = reverse("desk:undo_priority", args=[conversation], query={"was": was})
    return with_toast(shown, _("Priority: %(name)s") % {"name": fresh.get_priority_display()}, undo=undo)


@require_POST
def undo(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Give a conversation the priority back that it had."""
    found = get_conversation(request.actor, conversation)
    fresh = set_priority(request.actor, found, priority=request.GET.get("was", ""))
    return show_thread(request, fresh, template="desk/_conversation.html")


def _beside(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    if not request.htmx:
        return redirect("desk:customer", queue="now", conversation=conversation.public_id)
    context = {"conversation": conversation, "priorities": PRIORITIES, "may_assign": True}
    return render(request, "desk/_priority.html", context)
