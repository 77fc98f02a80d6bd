"""What the API tells of itself, to everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from saath.api.openapi import document
from saath.api.problems import is_problem
from saath.api.service import api


@require_safe
def show_schema(request: HttpRequest) -> HttpResponse:
    """Return the schema (OpenAPI 3.1)."""
    response = HttpResponse(document(api), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def show_problem(request: HttpRequest, name: str) -> HttpResponse:
    """Lead from the `type` of a problem to the page that says what it means (RFC 9457, 3.1.1)."""
    if not is_problem(name):
        raise Http404
    return redirect(reverse("api_docs:guide", args=["errors-pages-repeats"], urlconf="config.urls.staff"))
