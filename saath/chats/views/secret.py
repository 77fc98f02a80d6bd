"""The secret with which the shop's own server says who is signed in: made here, and shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from saath.accounts.requests import actor_of
from saath.chats.actions.secret import FORMER_LASTS, renew_identity_secret


@require_POST
@never_cache
def renew(request: HttpRequest) -> HttpResponse:
    """Make a new secret, and show it this one time."""
    secret = renew_identity_secret(actor_of(request))
    hours = int(FORMER_LASTS.total_seconds() // 3600)
    return render(request, "chats/secret.html", {"secret": secret.reveal(), "hours": hours})
