"""What the shop's own fields know of a conversation and of its customer, changed beside the thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saath.conversations.actions.fields import fill_conversation, unfill_conversation
from saath.conversations.models import Conversation
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, Conflict
from saath.desk.facts import (
    Facts,
    asked_again,
    facts_of,
    facts_of_customer,
    refused,
    values_of,
    was_of,
)
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.customer import side_of
from saath.desk.views.inbox import queue_named
from saath.fields.actions.filling import fill_customer, unfill_customer
from saath.fields.filling import Filled, Known
from saath.tenancy.actor import Actor


@dataclass(frozen=True, slots=True)
class Place:
    """Whose fields a form shows: how they are read, and the name under which a page has them."""

    shown_as: str
    read: Callable[[Actor, Conversation], Facts]
    undo: str


OF_CONVERSATION = Place("facts", facts_of, "desk:unfill")
OF_CUSTOMER = Place("their_facts", facts_of_customer, "desk:unfill_customer")


@require_POST
def fill(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Write what is known of a conversation; what somebody else changed meanwhile is shown and asked about."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("conversation.fill")
    known = [fact.known for fact in facts_of(request.actor, found).all]
    try:
        filled = fill_conversation(
            request.actor, found, values=values_of(request.POST, known), was=was_of(request.POST, known)
        )
    except BadInput as error:
        return _shown(request, found, OF_CONVERSATION, error=error)
    return _shown(request, found, OF_CONVERSATION, filled)


@require_POST
def fill_theirs(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Write what is known of the customer of a conversation; what somebody else changed meanwhile is asked about."""
    found = get_conversation(request.actor, conversation)
    request.actor.require("customer.edit")
    known = [fact.known for fact in facts_of_customer(request.actor, found).all]
    try:
        filled = fill_customer(
            request.actor,
            found.customer,
            values=values_of(request.POST, known),
            was=was_of(request.POST, known),
        )
    except BadInput as error:
        return _shown(request, found, OF_CUSTOMER, error=error)
    return _shown(request, found, OF_CUSTOMER, filled)


@require_POST
def unfill(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take back what was written last of a conversation."""
    found = get_conversation(request.actor, conversation)
    unfill_conversation(request.actor, found, versions=_versions(request))
    return _shown(request, found, OF_CONVERSATION)


@require_POST
def unfill_theirs(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take back what was written last of a customer."""
    found = get_conversation(request.actor, conversation)
    unfill_customer(request.actor, found.customer, versions=_versions(request))
    return _shown(request, found, OF_CUSTOMER)


def _shown(
    request: StaffRequest,
    conversation: Conversation,
    place: Place,
    filled: Filled | None = None,
    *,
    error: BadInput | None = None,
) -> HttpResponse:
    """Return the fields as they are now, with what is to be looked at; without htmx the page that has them."""
    facts = place.read(request.actor, conversation)
    if error is not None:
        facts = refused(facts, request.POST, error)
    elif filled is not None:
        facts = asked_again(facts, request.POST, filled.conflicts)
    queue = queue_named(request.POST.get("queue", "now"))
    if not request.htmx:
        if facts.is_open:
            return side_of(request, conversation, queue, **{place.shown_as: facts})
        return redirect("desk:customer", queue=queue.key, conversation=conversation.public_id)
    context = {"facts": facts, "queue": queue, "conversation": conversation}
    response = render(request, "desk/_facts.html", context)
    written = filled.written if filled else ()
    return _told(response, conversation, place, facts.part, written) if written else response


def _told(
    response: HttpResponse,
    conversation: Conversation,
    place: Place,
    part: str,
    written: tuple[Known, ...],
) -> HttpResponse:
    query = urlencode({each.field.public_id.hex: each.version for each in written})
    undo = f"{reverse(place.undo, args=[conversation.public_id])}?{query}"
    said = ", ".join(each.field.name for each in written)
    return with_toast(response, _("Saved: %(name)s.") % {"name": said}, undo=undo, target=f"#{part}")


def _versions(request: StaffRequest) -> dict[UUID, int]:
    """Return which versions an undo takes back, by field; raises `Conflict` for an address that nobody was given."""
    try:
        return {UUID(field): int(request.GET.get(field, "")) for field in request.GET}
    except ValueError as error:
        raise Conflict() from error
