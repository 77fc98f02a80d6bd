"""What was sent to a webhook, and what became of each."""

from __future__ import annotations

import json
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import Conflict
from saath.webhooks.actions.replays import send_again
from saath.webhooks.models import Delivery
from saath.webhooks.queries.shown import deliveries_of, get_endpoint, show_delivery
from saath.webhooks.status import line_of, request_of, try_of

STATES = list(Delivery.State)


@require_safe
def show_deliveries(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a page of what was sent; `?state=` narrows it."""
    actor, asked = actor_of(request), request.GET.get("state", "")
    endpoint = get_endpoint(actor, public_id)
    state = asked if asked in STATES else ""
    rows = deliveries_of(actor, endpoint, state=state, cursor=request.GET.get("cursor", ""))
    page = {
        "endpoint": endpoint,
        "lines": [line_of(row) for row in rows.rows],
        "next": rows.next_cursor,
        "state": state,
        "states": STATES,
        "zone": store_of(request).zone,
    }
    return render(request, "webhooks/deliveries.html", page)


@require_safe
def show_one(request: HttpRequest, public_id: UUID, sent: UUID) -> HttpResponse:
    """Show one delivery with every try."""
    actor = actor_of(request)
    endpoint = get_endpoint(actor, public_id)
    shown = show_delivery(actor, endpoint, sent)
    page = {
        "endpoint": endpoint,
        "line": line_of(shown.delivery),
        "delivery": shown.delivery,
        "tries": [(try_of(each), request_of(endpoint, shown.delivery, each)) for each in shown.attempts],
        "body": json.dumps(json.loads(shown.delivery.body), ensure_ascii=False, indent=2),
        "zone": store_of(request).zone,
    }
    return render(request, "webhooks/delivery.html", page)


@require_POST
def again(request: HttpRequest, public_id: UUID, sent: UUID) -> HttpResponse:
    """Send one once more."""
    actor = actor_of(request)
    delivery = show_delivery(actor, get_endpoint(actor, public_id), sent).delivery
    try:
        send_again(actor, delivery)
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    else:
        messages.success(request, _("It is being sent again."))
    return redirect("webhooks:delivery", public_id, sent)
