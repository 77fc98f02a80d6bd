"""The tokens of all colleagues, for the owner."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saath.accounts.requests import actor_of, store_of
from saath.programs.queries import list_all_tokens


@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """List the tokens that work, newest first."""
    tokens = list_all_tokens(actor_of(request), cursor=request.GET.get("cursor", ""))
    return render(request, "programs/all.html", {"tokens": tokens, "zone": store_of(request).zone})
