"""Putting a conversation aside until a time, and bringing it back."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.conversations.actions.clocks import wake_conversation
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE, snooze_conversation, undo_snooze
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.reached import calendar_for
from saath.conversations.times import times_to_snooze
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.desk.moments import picked_moment
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread
from saath.desk.views.inbox import queue_named
from saath.ui.moments import moment_text


@require_http_methods(["GET", "HEAD", "POST"])
def snooze(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show until when a conversation may rest; a POST puts it aside."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.solve")
    zone = request.store.zone
    if request.method != "POST":
        times = times_to_snooze(calendar_for(found), now())
        context = {
            "conversation": found,
            "times": times,
            "zone": zone,
            "least": f"{now().astimezone(zone):%Y-%m-%dT%H:%M}",
        }
        return render(
            request,
            "desk/_snooze.html",
            {**context, "queue": queue_named(request.GET.get("queue", "now")).key},
        )
    try:
        until = UNTIL_THEY_WRITE if request.POST.get("until") == "written" else picked_moment(request)
        snoozed = snooze_conversation(request.actor, found, until=until)
    except (BadInput, Conflict) as refused:
        return show_thread(request, found, error=refused)
    undo = reverse("desk:undo_snooze", args=[found.public_id])
    is_timed = until != UNTIL_THEY_WRITE
    moment = moment_text(until, now=now(), zone=zone) if is_timed else ""
    said = (
        _("Snoozed: back %(moment)s") % {"moment": moment}
        if is_timed
        else _("Snoozed until the customer writes")
    )
    return with_toast(show_thread(request, snoozed), said, undo=f"{undo}?was={found.state}")


@require_POST
def wake(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Bring a snoozed conversation back at once."""
    return show_thread(
        request, wake_conversation(request.actor, get_conversation(request.actor, conversation))
    )


@require_POST
def undo(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Put a conversation back to where it was before it was snoozed."""
    found = get_conversation(request.actor, conversation)
    put_back = wake_conversation if request.GET.get("was") == "open" else undo_snooze
    return show_thread(request, put_back(request.actor, found), template="desk/_conversation.html")
