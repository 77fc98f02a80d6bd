"""One connection: how it stands, how it is set up there, and what to do with it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from saath.accounts.requests import actor_of, store_of
from saath.core.errors import BadInput, Conflict
from saath.orders.actions.connections import (
    FORMER_LASTS,
    end_connection,
    keep_credentials,
    keep_secret,
    make_secret,
)
from saath.orders.actions.history import bring_history
from saath.orders.actions.self_test import begin_self_test
from saath.orders.connected.forms import CredentialsForm, SecretForm
from saath.orders.connected.queries import get_connection, show_connection
from saath.orders.connected.self_test import hops_of, is_running
from saath.orders.connected.status import status_of, usual_words
from saath.orders.connected.words import said_there
from saath.orders.connectors.registry import PLATFORMS, connector_of
from saath.orders.hooks.address import hook_address, is_refused_by_shiprocket
from saath.orders.models import Connection
from saath.orders.polling.place import Place

HOURS_FORMER_LASTS = int(FORMER_LASTS.total_seconds() // 3600)


@require_safe
def show_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a connection."""
    return _page(request, public_id)


@require_POST
def enter_secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take the secret that the platform signs with."""
    actor, form = actor_of(request), SecretForm(request.POST)
    connection = get_connection(actor, public_id)
    if not form.is_valid():
        return _page(request, public_id, secret_form=form)
    keep_secret(
        actor, connection, secret=form.cleaned_data["secret"], is_known_to_others=_is_known_to_others(request)
    )
    messages.success(request, _("The secret is kept."))
    return redirect("connections:one", public_id)


@require_POST
@never_cache
def renew_secret(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make a secret, and show it this one time."""
    actor = actor_of(request)
    connection = get_connection(actor, public_id)
    secret = make_secret(actor, connection, is_known_to_others=_is_known_to_others(request))
    page = {
        "connection": connection,
        "connector": connector_of(connection.platform),
        "secret": secret.reveal(),
        "hours": HOURS_FORMER_LASTS if connection.secrets_sealed and not _is_known_to_others(request) else 0,
    }
    return render(request, "connections/secret.html", page)


@require_POST
def enter_credentials(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take what opens the platform's API."""
    actor = actor_of(request)
    connection = get_connection(actor, public_id)
    form = CredentialsForm(request.POST, connector=connector_of(connection.platform))
    if not form.is_valid():
        return _page(request, public_id, credentials_form=form)
    try:
        keep_credentials(actor, connection, credentials=form.credentials())
    except BadInput as error:
        form.add_error(error.field or None, str(error.message))
        return _page(request, public_id, credentials_form=form)
    messages.success(request, _("The key is kept. Saath asks with it within a few minutes."))
    return redirect("connections:one", public_id)


@require_POST
def fetch_history(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Bring in the orders that were there before."""
    actor = actor_of(request)
    try:
        bring_history(actor, get_connection(actor, public_id))
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    return redirect("connections:one", public_id)


@require_POST
def test(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have a signed delivery sent through the address that the platform uses."""
    actor = actor_of(request)
    try:
        begin_self_test(actor, get_connection(actor, public_id))
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    return redirect(reverse("connections:one", args=[public_id]) + "#test")


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Hear no more of it."""
    actor = actor_of(request)
    connection = get_connection(actor, public_id)
    end_connection(actor, connection)
    messages.success(request, _("%(name)s is disconnected. Its orders stay.") % {"name": connection.name})
    return redirect("connections:all")


def _is_known_to_others(request: HttpRequest) -> bool:
    return request.POST.get("known") == "yes"


def _page(request: HttpRequest, public_id: UUID, **forms: Any) -> HttpResponse:
    shown = show_connection(actor_of(request), public_id)
    connection = shown.connection
    connector = connector_of(connection.platform)
    url = hook_address(connection)
    page = {
        "shown": shown,
        "connection": connection,
        "connector": connector,
        "status": status_of(shown),
        "said_there": said_there(connection),
        "usual": usual_words(connection),
        "url": url,
        "is_refused_there": connection.platform == "shiprocket" and is_refused_by_shiprocket(url),
        "steps": f"connections/steps/{connection.platform}.html",
        "is_begun": bool(connection.secrets_sealed and connection.last_heard_at),
        "place": _place(connection),
        "is_told_there": connection.platform in PLATFORMS,
        "hops": hops_of(connection),
        "is_testing": is_running(connection),
        "hours": HOURS_FORMER_LASTS,
        "zone": store_of(request).zone,
        "secret_form": SecretForm(),
        "credentials_form": CredentialsForm(connector=connector),
        **forms,
    }
    return render(request, "connections/one.html", page, status=422 if forms else 200)


def _place(connection: Connection) -> Place | None:
    """Return how far the platform has been read by asking, None where it is not asked."""
    return (
        Place.of(connection) if connection.platform in PLATFORMS and connection.credentials_sealed else None
    )
