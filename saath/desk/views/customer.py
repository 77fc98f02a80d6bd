"""Who writes: the pane beside a conversation, and a page of its own on a phone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from saath.chats.queries.beside import visitor_beside
from saath.conversations.here import goes_on_here
from saath.conversations.models import Conversation
from saath.conversations.outsiders import key_of_typed
from saath.conversations.queries.about import about
from saath.conversations.queries.conversations import get_conversation
from saath.conversations.queries.moves import moves_of
from saath.conversations.queries.thread import earlier_conversations, tags_of
from saath.conversations.queues import Queue
from saath.core.errors import BadInput, Conflict
from saath.customers.actions.edit import edit_customer
from saath.customers.actions.know import Anothers, forget_identity, know_by
from saath.customers.actions.suggest import suggest_same
from saath.customers.evidence import Evidence, Kind
from saath.customers.notes import notes_of
from saath.customers.queries import get_identity, identities_of
from saath.customers.together import may_be_same
from saath.desk.edited import conflicts_of, wanted_of, was_of
from saath.desk.facts import facts_beside
from saath.desk.frame import frame_of
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.checklists import checklists_context
from saath.desk.views.inbox import queue_named
from saath.desk.views.priority import PRIORITIES
from saath.ui.reading import readable_offline

EDITED = ("name", "language")


@require_safe
@readable_offline
def customer(request: StaffRequest, queue: str, conversation: UUID) -> HttpResponse:
    """Show the customer of a conversation."""
    found = get_conversation(request.actor, conversation)
    return side_of(request, found, queue_named(queue))


@require_POST
def edit(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Set the customer's name and language; what somebody else changed meanwhile is shown and asked about."""
    found = get_conversation(request.actor, conversation)
    queue = queue_named(request.POST.get("queue", "now"))
    try:
        wanted = wanted_of(request.POST, found.customer, EDITED)
        edited = edit_customer(request.actor, found.customer, was=was_of(request.POST, EDITED), wanted=wanted)
    except BadInput as refused:
        return side_of(request, found, queue, error=refused)
    found.customer = found.identity.customer = edited.customer
    if not request.htmx and not edited.conflicts:
        return redirect("desk:customer", queue=queue.key, conversation=found.public_id)
    return side_of(request, found, queue, conflicts=conflicts_of(request.actor, request.POST, edited))


@require_POST
def add_address(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Know a customer by another mail address too; nothing goes there before they have written from it."""
    found = get_conversation(request.actor, conversation)
    queue, address = queue_named(request.POST.get("queue", "now")), request.POST.get("address", "").strip()
    try:
        key = key_of_typed(found.account, address, field="address")
        identity = know_by(request.actor, found.customer, namespace="email", key=key, address=address[:320])
    except (BadInput, Conflict) as refused:
        if isinstance(refused, Anothers):
            evidence = Evidence(Kind.ADDED, address[:320])
            suggest_same(request.actor, found.customer, other=refused.customer, evidence=evidence)
        return side_of(request, found, queue, address_error=refused, address_typed=address)
    if not request.htmx:
        return redirect("desk:customer", queue=queue.key, conversation=found.public_id)
    undo = reverse("desk:forget_address", args=[found.public_id, identity.public_id])
    said = gettext("Known by %(address)s too") % {"address": address}
    return with_toast(side_of(request, found, queue), said, undo=undo, target="#customer")


@require_POST
def forget_address(request: StaffRequest, conversation: UUID, identity: UUID) -> HttpResponse:
    """Take an address back that was added a moment ago."""
    found = get_conversation(request.actor, conversation)
    queue = queue_named(request.POST.get("queue", "now"))
    error: Conflict | None = None
    try:
        forget_identity(request.actor, get_identity(request.actor, found.customer, identity))
    except Conflict as refused:
        error = refused
    response = side_of(request, found, queue, address_error=error)
    response["HX-Reswap"] = "outerHTML"
    return response


def side_of(request: StaffRequest, conversation: Conversation, queue: Queue, **shown: Any) -> HttpResponse:
    """Return the customer of a conversation, as the part beside it or as a page."""
    context = {**_context(request, conversation), "queue": queue, **shown}
    if request.htmx:
        return render(request, "desk/_side.html", {**context, "is_part": True})
    frame = frame_of(request, queue.key, is_counted=False)
    return render(request, "desk/customer.html", {**context, "frame": frame})


def _context(request: StaffRequest, conversation: Conversation) -> dict[str, Any]:
    earlier = earlier_conversations(request.actor, conversation)
    beside = facts_beside(request.actor, conversation)
    same = may_be_same(request.actor, conversation.customer)
    return {
        "conversation": conversation,
        "customer": conversation.customer,
        "visitor": visitor_beside(request.actor, conversation) if goes_on_here(conversation) else None,
        "identities": identities_of(request.actor, conversation.customer),
        "about": about(request.actor, conversation),
        "may_choose": request.actor.may("conversation.fill"),
        "earlier": earlier,
        "also_open": [other for other in earlier if other.state == Conversation.State.OPEN],
        "moves": moves_of(request.actor, conversation),
        "tags": tags_of(request.actor, conversation),
        "may_assign": request.actor.may("conversation.assign"),
        "priorities": PRIORITIES,
        "may_tag": request.actor.may("conversation.tag"),
        "may_solve": request.actor.may("conversation.solve"),
        "may_edit": request.actor.may("customer.edit"),
        "may_merge": request.actor.may("customer.merge"),
        "same": [each for each in same if each.is_verified],
        "perhaps": [each for each in same if not each.is_verified],
        "pinned": [each for each in notes_of(request.actor, conversation.customer) if each.pinned_at],
        "languages": settings.LANGUAGES,
        **checklists_context(request.actor, conversation),
        "facts": beside.of_conversation,
        "their_facts": beside.of_customer,
        "zone": request.store.zone,
    }
