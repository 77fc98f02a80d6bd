"""All webhooks of the shop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of, store_of
from saath.webhooks.queries.shown import list_endpoints
from saath.webhooks.status import status_of


@require_safe
def show_webhooks(request: HttpRequest) -> HttpResponse:
    """List the webhooks and how each stands."""
    rows = [(endpoint, status_of(endpoint)) for endpoint in list_endpoints(actor_of(request))]
    page = {
        "rows": rows,
        "unwell": sum(status.needs_a_look for _endpoint, status in rows),
        "zone": store_of(request).zone,
    }
    return render(request, "webhooks/all.html", page)
