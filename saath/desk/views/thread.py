"""One conversation."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from saath.chats.queries.beside import VisitorBeside, visitor_beside
from saath.conversations.accounts import capabilities_of
from saath.conversations.here import goes_on_here
from saath.conversations.models import Conversation
from saath.conversations.queries.beside import beside
from saath.conversations.queries.conversations import get_conversation, get_message
from saath.conversations.queries.thread import thread_page
from saath.conversations.queries.thread_around import newer_page, thread_around
from saath.conversations.queues import Queue
from saath.core.clock import now
from saath.desk.around import page_around
from saath.desk.channels import sign_of
from saath.desk.drafts import drafts_context
from saath.desk.frame import frame_of
from saath.desk.lines import SeenTo, lines_of
from saath.desk.pane import pane_of
from saath.desk.request import StaffRequest
from saath.desk.rows import promise_seconds
from saath.desk.views.inbox import queue_named
from saath.desk.waited_for import style_of_due, waited_for
from saath.desk.ways import ways_context
from saath.timeline.live.presence import watches_now
from saath.ui.reading import readable_offline

SHOWN_BY_RIGHT = (
    "conversation.reply",
    "conversation.note",
    "conversation.assign",
    "conversation.solve",
    "conversation.tag",
)


QUEUE_OF: dict[str, str] = {
    Conversation.State.OPEN: "now",
    Conversation.State.PENDING: "customer",
    Conversation.State.SNOOZED: "snoozed",
    Conversation.State.SOLVED: "solved",
    Conversation.State.SPAM: "spam",
}


@require_safe
@readable_offline
def thread(request: StaffRequest, queue: str, conversation: UUID) -> HttpResponse:
    """Show a conversation; htmx asks for it alone, with the place where its customer comes."""
    found = get_conversation(request.actor, conversation)
    if found.public_id != conversation and not request.htmx:
        return redirect("desk:thread", queue=queue_named(queue).key, conversation=found.public_id)
    context = {**thread_context(request, found, at=_at(request)), "queue": queue_named(queue)}
    if request.htmx:
        return HttpResponse(pane_of(request, "desk/_conversation.html", context))
    return thread_page_of(request, context)


def thread_page_of(request: StaffRequest, context: dict[str, Any]) -> HttpResponse:
    """Return the page of a conversation around what its pane shows."""
    queue: Queue = context["queue"]
    token = get_token(request)
    parts = {
        "csrf_token": token,
        "name": escape(context["conversation"].identity.display_name),
        "pane": pane_of(request, "desk/_conversation.html", {**context, "csrf_token": token}),
    }
    frame = frame_of(request, queue.key, is_counted=False)
    return page_around(request, "desk/thread_page.html", queue, frame, parts)


@require_safe
@readable_offline
def older(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Return the messages before those of the page whose cursor is `?before=`."""
    found = get_conversation(request.actor, conversation)
    page = thread_page(request.actor, found, cursor=request.GET.get("before", ""))
    context = {"page": page, "conversation": page.conversation, "lines": lines_of(page, request.store.zone)}
    context["beside"] = beside(page.conversation)
    return render(request, "desk/_lines.html", {**context, **_shown(request, page.conversation)})


@require_safe
@readable_offline
def earlier(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Return the newest part of a conversation as it stands above a later one of its customer."""
    found = get_conversation(request.actor, conversation)
    page = thread_page(request.actor, found)
    context = {"page": page, "conversation": found, "lines": lines_of(page, request.store.zone)}
    context |= {"beside": beside(found), "queue_of": QUEUE_OF.get(found.state, "now")}
    return render(request, "desk/_earlier.html", {**context, **_shown(request, found)})


@require_safe
@readable_offline
def newer(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Return the messages after those of the page whose cursor is `?after=`."""
    found = get_conversation(request.actor, conversation)
    page = newer_page(request.actor, found, cursor=request.GET.get("after", ""))
    context = {"page": page, "conversation": page.conversation, "lines": lines_of(page, request.store.zone)}
    return render(request, "desk/_lines.html", {**context, **_shown(request, page.conversation)})


@require_safe
def message(request: StaffRequest, message: UUID) -> HttpResponse:
    """Lead to a message: to its conversation, in the queue where that is, at the place where it was said."""
    found = get_message(request.actor, message)
    queue = QUEUE_OF.get(found.conversation.state, "now")
    address = reverse("desk:thread", args=[queue, found.conversation.public_id])
    return redirect(f"{address}?at={found.public_id}#m-{found.public_id.hex}")


def _at(request: StaffRequest) -> UUID | None:
    """Return the message at which a thread is to be shown, None for its newest part."""
    try:
        return UUID(request.GET.get("at", ""))
    except ValueError:
        return None


def thread_context(
    request: StaffRequest,
    conversation: Conversation,
    *,
    at: UUID | None = None,
    text: str = "",
    kind: str = "",
) -> dict[str, Any]:
    """Return what the thread's pane shows: its newest part, or what is around the message `at`.

    `text` are words of a kind, given back to the composer.
    """
    page = thread_around(request.actor, conversation, at) if at else thread_page(request.actor, conversation)
    can = capabilities_of(conversation)
    visitor = visitor_beside(request.actor, conversation) if goes_on_here(conversation) else None
    return {
        "conversation": conversation,
        "page": page,
        "visitor": visitor,
        "is_watching": visitor is not None and _watches(request, conversation),
        "lines": lines_of(page, request.store.zone, _seen(visitor) if can.has_receipts else None),
        "beside": beside(page.conversation),
        **_shown(request, conversation),
        "promise_seconds": conversation.due_at
        and promise_seconds(conversation.waiting_since, conversation.due_at),
        "client_key": uuid4().hex,
        "at": now(),
        **_waited(conversation, request.store.zone),
        **ways_context(request.actor, page),
        "handed": page.handed_to(request.member.pk),
        **drafts_context(request.actor, conversation, page.around.drafts, text=text, kind=kind),
        "suppression": page.around.suppression,
    }


def _watches(request: StaffRequest, conversation: Conversation) -> bool:
    return watches_now(request.store.pk, str(conversation.customer.public_id))


def _seen(visitor: VisitorBeside | None) -> SeenTo | None:
    """Return how far a visitor has read, None where they have not."""
    return SeenTo(visitor.seen_message_id, visitor.seen_at) if visitor and visitor.seen_at else None


def _waited(conversation: Conversation, zone: ZoneInfo) -> dict[str, str]:
    """Return whom outside we wait for, and how the time is said until when."""
    today = now().astimezone(zone).date()
    style = style_of_due(conversation.aside_due_at, today=today, zone=zone)
    return {"aside_who": waited_for(conversation.aside_kind), "aside_style": style}


def _shown(request: StaffRequest, conversation: Conversation) -> dict[str, Any]:
    return {
        "sign": sign_of(conversation.account.channel),
        "zone": request.store.zone,
        "me": request.member,
        "may": {verb.split(".")[1]: request.actor.may(verb) for verb in SHOWN_BY_RIGHT},
    }
