"""Which order a conversation is about, chosen beside the thread."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saath.conversations.actions.about import choose_order
from saath.conversations.models import Conversation
from saath.conversations.queries.about import about, was_said
from saath.conversations.queries.conversations import get_conversation
from saath.core.errors import BadInput, NotFound
from saath.desk.request import StaffRequest
from saath.desk.toasts import with_toast
from saath.desk.views.customer import side_of
from saath.desk.views.inbox import queue_named
from saath.orders.likely import Reason
from saath.orders.models import Order
from saath.orders.queries import get_order, orders_numbered


@require_POST
def choose(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Say which order a conversation is about: one of those shown, or one by its number."""
    found = get_conversation(request.actor, conversation)
    before = found.order_id and Order.objects.filter(pk=found.order_id).first()
    try:
        order = _wanted(request)
    except BadInput as error:
        return _shown(request, found, about_error=error, number_typed=request.POST.get("number", ""))
    chosen = choose_order(request.actor, found, order=order)
    found.order_id, found.order_reason = chosen.order_id, chosen.order_reason
    response = _shown(request, found)
    undo = reverse("desk:about_again", args=[found.public_id])
    query = urlencode({"order": before.public_id.hex}) if before else ""
    said = _("It is about %(number)s") % {"number": order.number}
    return with_toast(response, said, undo=f"{undo}?{query}", target="#about")


@require_POST
def again(request: StaffRequest, conversation: UUID) -> HttpResponse:
    """Take back what was chosen: the order that was there before, or the likely one again."""
    found = get_conversation(request.actor, conversation)
    before = request.GET.get("order")
    order = _named(request, before) if before else None
    is_said = order is not None and was_said(found, order)
    reason = Reason.SAID if is_said else Reason.CHOSEN
    chosen = choose_order(request.actor, found, order=order, reason=reason)
    found.order_id, found.order_reason = chosen.order_id, chosen.order_reason
    return _shown(request, found)


def _wanted(request: StaffRequest) -> Order:
    given = request.POST.get("order", "")
    if given:
        return _named(request, given)
    found = orders_numbered(request.actor, request.POST.get("number", ""), most=1)
    if not found:
        raise BadInput(
            _("No order has this number."),
            what_is_safe=_("Nothing was changed."),
            what_to_do=_("Write it as it stands in the order's mail."),
            field="number",
        )
    return found[0]


def _named(request: StaffRequest, public_id: str) -> Order:
    try:
        return get_order(request.actor, UUID(public_id))
    except ValueError as error:
        raise NotFound() from error


def _shown(request: StaffRequest, conversation: Conversation, **shown: Any) -> HttpResponse:
    queue = queue_named(request.POST.get("queue", "now"))
    if not request.htmx:
        if shown:
            return side_of(request, conversation, queue, **shown)
        return redirect("desk:customer", queue=queue.key, conversation=conversation.public_id)
    context = {
        "about": about(request.actor, conversation),
        "may_choose": request.actor.may("conversation.fill"),
        "conversation": conversation,
        "queue": queue,
        "zone": request.store.zone,
        **shown,
    }
    return render(request, "desk/_about_and_acts.html", context)
