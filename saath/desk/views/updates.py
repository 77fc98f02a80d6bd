"""Promising a customer an update, and what becomes of it."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from saath.conversations.actions.promising import Promise
from saath.conversations.actions.updates import keep_update, promise_update, withdraw_update
from saath.conversations.models import Conversation
from saath.conversations.promised_words import sentences_of, way_of_writing
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.reached import calendar_for
from saath.conversations.times import times_to_promise
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.desk.moments import picked_moment
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.answer import show_thread
from saath.desk.views.inbox import queue_named
from saath.ui.moments import moment_text


@require_http_methods(["GET", "HEAD", "POST"])
def promise(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Show by when an update may be promised; a POST writes down one that was given on the phone."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.reply")
    if request.method != "POST":
        return _menu(request, found)
    try:
        due_at = picked_moment(request)
        kind, what = request.POST.get("kind", ""), request.POST.get("what", "")
        promise_update(request.actor, found, promise=Promise(kind, due_at, what))
    except (BadInput, Conflict) as refused:
        return show_thread(request, found, error=refused)
    moment = moment_text(due_at, now=now(), zone=request.store.zone)
    undo = reverse("desk:withdraw_update", args=[found.public_id])
    return with_toast(show_thread(request, found), _("Promised: %(moment)s") % {"moment": moment}, undo=undo)


@require_POST
def keep(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Say that the promised update was given."""
    return show_thread(request, keep_update(request.actor, get_conversation(request.actor, conversation)))


@require_POST
def withdraw(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take a promise back."""
    found = withdraw_update(request.actor, get_conversation(request.actor, conversation))
    return show_thread(request, found, template=_part_of(request))


def _part_of(request: StaffRequest) -> str:
    """Return what a page wants back: its thread, or thread and customer where a toast asked."""
    return "desk/_thread.html" if request.htmx.target == "thread" else "desk/_conversation.html"


def _menu(request: StaffRequest, conversation: Conversation) -> HttpResponse:
    zone, at = request.store.zone, now()
    times = times_to_promise(calendar_for(conversation), at)
    times += _asked(request)
    offered = [(time, json.dumps(sentences_of(time, now=at, zone=zone))) for time in times]
    context = {
        "conversation": conversation,
        "offered": offered,
        "way": way_of_writing(conversation.language, conversation.last_text),
        "zone": zone,
        "least": f"{at.astimezone(zone):%Y-%m-%dT%H:%M}",
        "queue": queue_named(request.GET.get("queue", "now")).key,
    }
    return render(request, "desk/_promise.html", context)


def _asked(request: StaffRequest) -> list[datetime]:
    """Return the time of one's own that was asked to be offered too."""
    with suppress(ValueError):
        moment = datetime.fromisoformat(request.GET.get("at", ""))
        return [moment if moment.tzinfo else moment.replace(tzinfo=request.store.zone)]
    return []
