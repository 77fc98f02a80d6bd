"""Answers that leave at a time: the times on offer, and what becomes of one that waits."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.actions.later import change_time, take_back_later
from saath.conversations.actions.leave import send_now
from saath.conversations.queries.drafts import get_draft
from saath.conversations.reached import calendar_for
from saath.conversations.times import times_to_snooze
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.desk.moments import picked_moment
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread
from saath.stores.calendar import calendar_of
from saath.stores.hours import Calendar


@require_safe
def times(request: StaffRequest) -> HttpResponse:
    """Show at which times an answer may leave; what is picked is sent with the composer."""
    request.actor.require("conversation.reply")
    calendar = calendar_of(request.store.pk)
    return render(request, "desk/_later_times.html", {**_times(request, calendar), "form": "composer"})


@require_POST
def now_(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Send an answer that waits at once."""
    found = get_draft(request.actor, draft)
    try:
        message = send_now(request.actor, found)
    except (BadInput, Conflict) as refused:
        return show_thread(request, found.conversation, error=refused)
    said = _("Answered %(name)s") % {"name": found.conversation.identity.display_name}
    undo = reverse("desk:undo", args=[message.public_id])
    return with_toast(show_thread(request, found.conversation), said, undo=undo)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show at which other times an answer may leave; a POST picks one."""
    found = get_draft(request.actor, draft)
    request.actor.require("conversation.reply")
    if request.method != "POST":
        times = _times(request, calendar_for(found.conversation))
        return render(request, "desk/_later_times.html", {**times, "draft": found})
    try:
        change_time(request.actor, found, leaves_at=picked_moment(request, "leaves_at"))
    except (BadInput, Conflict) as refused:
        return show_thread(request, found.conversation, error=refused)
    return show_thread(request, found.conversation)


@require_POST
def take_back(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Make an answer that waits a draft again."""
    found = get_draft(request.actor, draft)
    try:
        take_back_later(request.actor, found)
    except Conflict as refused:
        return show_thread(request, found.conversation, error=refused)
    is_undo = request.htmx and request.htmx.target == "conversation"
    template = "desk/_conversation.html" if is_undo else "desk/_thread.html"
    return show_thread(request, found.conversation, template=template)


def _times(request: StaffRequest, calendar: Calendar) -> dict[str, object]:
    at = now()
    return {
        "times": times_to_snooze(calendar, at),
        "zone": request.store.zone,
        "least": f"{at.astimezone(request.store.zone):%Y-%m-%dT%H:%M}",
    }
