"""One webhook: how it stands, and what to do with it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
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
from saath.webhooks.actions.endpoints import (
    pause_endpoint,
    remove_endpoint,
    resume_endpoint,
    rotate_secret,
    send_test,
)
from saath.webhooks.actions.replays import begin_replay
from saath.webhooks.forms import ReplayForm
from saath.webhooks.models import Delivery
from saath.webhooks.queries.shown import MOST_COUNTED, get_endpoint, show_endpoint
from saath.webhooks.rules import FORMER_SECRET_LASTS
from saath.webhooks.status import label_of, status_of, try_of

HOURS_FORMER_LASTS = int(FORMER_SECRET_LASTS.total_seconds() // 3600)


@require_safe
def show_one(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Show a webhook."""
    return _page(request, public_id)


@require_POST
def test(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a signed test."""
    actor = actor_of(request)
    try:
        send_test(actor, get_endpoint(actor, public_id))
    except Conflict as error:
        messages.error(request, f"{error.message} {error.what_to_do}")
    return redirect(reverse("webhooks:one", args=[public_id]) + "#test")


@require_POST
def pause(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send nothing for a while."""
    actor = actor_of(request)
    pause_endpoint(actor, get_endpoint(actor, public_id))
    return redirect("webhooks:one", public_id)


@require_POST
def resume(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send again; the page offers what was missed."""
    actor = actor_of(request)
    endpoint = get_endpoint(actor, public_id)
    resume_endpoint(actor, endpoint)
    messages.success(request, _("It hears again of what happens from now on."))
    since = f"?since={int(endpoint.stopped_at.timestamp())}" if endpoint.stopped_at else ""
    return redirect(reverse("webhooks:one", args=[public_id]) + since + "#replay")


@require_POST
@never_cache
def rotate(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make another secret, and show it this one time."""
    actor = actor_of(request)
    endpoint, is_known = get_endpoint(actor, public_id), request.POST.get("known") == "yes"
    secret = rotate_secret(actor, endpoint, is_known_to_others=is_known)
    page = {
        "endpoint": endpoint,
        "secret": secret.reveal(),
        "hours": 0 if is_known else HOURS_FORMER_LASTS,
    }
    return render(request, "webhooks/secret.html", page)


@require_POST
def replay(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a stretch of time once more."""
    actor = actor_of(request)
    endpoint = get_endpoint(actor, public_id)
    form = ReplayForm(request.POST, zone=store_of(request).zone)
    if not form.is_valid():
        return _page(request, public_id, replay_form=form)
    said = form.cleaned_data
    try:
        begin_replay(actor, endpoint, since=said["since"], until=said["until"], is_all=said["is_all"])
    except (BadInput, Conflict) as error:
        form.add_error(getattr(error, "field", "") or None, str(error.message))
        return _page(request, public_id, replay_form=form)
    return redirect(reverse("webhooks:one", args=[public_id]) + "#replay")


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a webhook away."""
    actor = actor_of(request)
    endpoint = get_endpoint(actor, public_id)
    remove_endpoint(actor, endpoint)
    messages.success(
        request, _("%(name)s is removed. Nothing is sent there any more.") % {"name": endpoint.name}
    )
    return redirect("webhooks:all")


def _stopped_at(request: HttpRequest) -> datetime | None:
    """Return since when it was stopped, as the address says after it was resumed."""
    said = request.GET.get("since", "")
    if not re.fullmatch(r"[0-9]{1,10}", said):
        return None
    return datetime.fromtimestamp(int(said), tz=UTC)


def _page(request: HttpRequest, public_id: UUID, **forms: Any) -> HttpResponse:
    shown, zone = show_endpoint(actor_of(request), public_id), store_of(request).zone
    endpoint = shown.endpoint
    page = {
        "shown": shown,
        "endpoint": endpoint,
        "status": status_of(endpoint),
        "hears": [label_of(kind) for kind in endpoint.kinds],
        "is_testing": shown.test is not None and shown.test.delivery.state == Delivery.State.WAITING,
        "tried": try_of(shown.test.attempts[0]) if shown.test and shown.test.attempts else None,
        "is_replaying": any(each.ended_at is None for each in shown.replays),
        "replay_form": ReplayForm(zone=zone, since=_stopped_at(request)),
        "hours": HOURS_FORMER_LASTS,
        "most": MOST_COUNTED,
        "zone": zone,
        **forms,
    }
    return render(request, "webhooks/one.html", page, status=422 if forms else 200)
