"""A connection begins: which platform, and what it calls the shop."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from saath.accounts.requests import actor_of
from saath.core.errors import Conflict, NotFound
from saath.orders.actions.connections import make_connection
from saath.orders.connected.forms import ConnectForm
from saath.orders.connectors.base import Connector
from saath.orders.connectors.registry import COURIERS, UnknownConnector, connector_keys, connector_of


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Show what can be connected: shops first, then couriers."""
    actor_of(request).require("store.settings")
    all_of_them = [connector_of(key) for key in connector_keys()]
    page = {
        "shops": [each for each in all_of_them if each.key not in COURIERS],
        "couriers": [each for each in all_of_them if each.key in COURIERS],
    }
    return render(request, "connections/choose.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
def connect(request: HttpRequest, platform: str) -> HttpResponse:
    """Connect a platform."""
    actor = actor_of(request)
    actor.require("store.settings")
    connector = _connector(platform)
    form = ConnectForm(request.POST or None, connector=connector)
    if form.is_bound and form.is_valid():
        try:
            made = make_connection(
                actor, platform=platform, account=form.account, name=form.cleaned_data["name"]
            )
        except Conflict as error:
            form.add_error(None, str(error.message))
        else:
            return redirect("connections:one", made.public_id)
    page = {"form": form, "connector": connector}
    return render(request, "connections/connect.html", page, status=422 if form.errors else 200)


def _connector(platform: str) -> Connector:
    try:
        return connector_of(platform)
    except UnknownConnector as error:
        raise NotFound(_("Saath does not know this platform.")) from error
