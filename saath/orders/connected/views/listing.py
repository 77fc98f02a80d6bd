"""All connections of the shop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of, store_of
from saath.orders.connected.queries import list_connections
from saath.orders.connected.status import status_of
from saath.orders.connectors.registry import connector_of


@require_safe
def show_connections(request: HttpRequest) -> HttpResponse:
    """List the connections and how each stands."""
    shown = list_connections(actor_of(request))
    rows = [(each.connection, connector_of(each.connection.platform), status_of(each)) for each in shown]
    page = {
        "rows": rows,
        "unwell": sum(status.needs_a_look for _connection, _connector, status in rows),
        "zone": store_of(request).zone,
    }
    return render(request, "connections/all.html", page)
