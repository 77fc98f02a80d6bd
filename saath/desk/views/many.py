"""Doing one thing to many conversations of a list: choosing what, how far it has come, and undoing all of it."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from saath.conversations.actions.sweeps import BATCH, MOST, start_sweep, undo_sweep
from saath.conversations.filters import narrowing_of
from saath.conversations.models import Conversation, Handover, Sweep
from saath.conversations.queries.narrowed import count_narrowed
from saath.conversations.queries.sweeps import count_handed_over, get_sweep
from saath.conversations.queues import Queue
from saath.conversations.sweeping.jobs import go_on
from saath.conversations.times import times_to_snooze
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict, SaathError
from saath.desk.frame import frame_of
from saath.desk.many import asked_of, chosen_ids, said_of
from saath.desk.request import StaffRequest
from saath.desk.views.inbox import queue_named
from saath.stores.calendar import calendar_of
from saath.stores.queries import get_colleague, list_colleagues
from saath.writing.queries import list_saved

STOP_POLLING = 286


@require_http_methods(["GET", "HEAD", "POST"])
def many(request: StaffRequest, queue: str) -> HttpResponse:
    """Show what can be done to the chosen conversations of a queue; a POST does it."""
    request.actor.require("conversation.reply")
    found = queue_named(queue)
    if request.method != "POST":
        return _shown(request, found)
    try:
        ids = chosen_ids(request, found, request.POST)
        deed, values = asked_of(request, total=len(ids))
        handed = count_handed_over(request.actor, ids, to_id=values["to"]) if _may_ask(request) else 0
        if handed:
            return _shown(request, found, handed=handed)
        sweep = start_sweep(request.actor, ids, deed=deed, values=values, queue=found.key)
    except (BadInput, Conflict) as refused:
        return _shown(request, found, error=refused)
    go_on(sweep)
    return _told(request, sweep)


@require_safe
def sweep(request: StaffRequest, sweep: UUID) -> HttpResponse:
    """Show how far a sweep, or its undo, has come; by itself a page with the way back."""
    found = get_sweep(request.actor, sweep)
    is_over = _is_over(found)
    if not request.htmx:
        context = {"sweep": found, "is_over": is_over, "said": said_of(found)}
        frame = frame_of(request, found.queue or "now")
        response = render(request, "desk/sweep.html", {**context, "frame": frame})
        if not is_over:
            response["Refresh"] = "2"
        return response
    if is_over:
        return _toast(found, HttpResponse(status=STOP_POLLING))
    return render(request, "desk/_sweep.html", {"sweep": found})


@require_POST
def undo(request: StaffRequest, sweep: UUID) -> HttpResponse:
    """Put all conversations of a sweep back as they were, but those that somebody changed since."""
    found = undo_sweep(request.actor, get_sweep(request.actor, sweep))
    go_on(found)
    return _told(request, found)


def _may_ask(request: StaffRequest) -> bool:
    """Tell whether giving away is asked for without a word on what somebody has already."""
    return request.POST.get("do", "").startswith("assign:")


def _told(request: StaffRequest, sweep: Sweep) -> HttpResponse:
    """Say what became of a sweep, or show how far it has come."""
    if not request.htmx:
        return redirect("desk:sweep", sweep=sweep.public_id)
    response = HttpResponse(status=204)
    if _is_over(sweep):
        return _toast(sweep, response)
    response["HX-Trigger"] = json.dumps({"sweeping": {"url": _address(sweep)}})
    return response


def _toast(sweep: Sweep, response: HttpResponse) -> HttpResponse:
    toast = {"text": said_of(sweep)}
    if sweep.undo_asked_at is None and sweep.figures.get("done"):
        toast["undoUrl"] = reverse("desk:undo_sweep", args=[sweep.public_id])
    response["HX-Trigger"] = json.dumps({"toast": toast, "swept": {}})
    return response


def _is_over(sweep: Sweep) -> bool:
    return (sweep.undone_at if sweep.undo_asked_at else sweep.finished_at) is not None


def _address(sweep: Sweep) -> str:
    return reverse("desk:sweep", args=[sweep.public_id])


def _shown(
    request: StaffRequest, queue: Queue, *, handed: int = 0, error: SaathError | None = None
) -> HttpResponse:
    """Return what can be done to what is chosen: a bar below the list, or a page with all that was chosen."""
    context = {
        **_context(request, queue),
        "handed": handed,
        "error": error,
        **_giving(request, handed, error),
    }
    if not request.htmx:
        return render(request, "desk/many.html", {**context, "frame": frame_of(request, queue.key)})
    template = "desk/_many.html" if request.method != "POST" else "desk/_many_asks.html"
    response = render(request, template, context)
    if request.method == "POST":
        response["HX-Retarget"], response["HX-Reswap"] = "#many-asks", "outerHTML"
    return response


def _context(request: StaffRequest, queue: Queue) -> dict[str, Any]:
    sent = request.POST if request.method == "POST" else request.GET
    query, zone, actor = sent.get("query", ""), request.store.zone, request.actor
    narrowing = narrowing_of(actor, QueryDict(query).dict())
    return {
        "queue": queue,
        "query": query,
        "chosen": [] if request.htmx else sent.getlist("c"),
        "is_all": bool(sent.get("all")),
        "count": count_narrowed(actor, queue, narrowing, zone=zone),
        "most": MOST,
        "page": BATCH,
        "me": request.member,
        "resolutions": Conversation.Resolution.choices,
        "colleagues": [each for each in list_colleagues(actor) if "conversation.reply" in each.verbs],
        "macros": [each.reply for each in list_saved(actor) if each.text is None and each.deeds],
        "times": times_to_snooze(calendar_of(request.store.pk), now()),
        "zone": zone,
        "may": {verb: actor.may(f"conversation.{verb}") for verb in ("assign", "tag", "solve", "reply")},
    }


def _giving(request: StaffRequest, handed: int, error: SaathError | None) -> dict[str, Any]:
    """Return what the form needs that asks why somebody's conversations go to somebody else."""
    key, _colon, to = request.POST.get("do", "").partition(":")
    if not handed and not (error is not None and key == "hand"):
        return {}
    return {
        "to": get_colleague(request.actor, to),
        "reasons": Handover.Reason.choices,
        "written": request.POST,
    }
