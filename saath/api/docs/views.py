"""The pages of the documentation; they tell the same to everybody.

What they are made of, the API and its schema, is loaded when somebody reads them: every process would pay for it otherwise.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saath.accounts.access import for_anyone


@for_anyone
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Begin with the first guide."""
    from saath.api.docs.guides import guides

    return redirect("api_docs:guide", guides()[0].slug)


@for_anyone
@require_safe
def show_guide(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a guide."""
    from saath.api.docs.guides import get_guide

    guide = get_guide(slug)
    if guide is None:
        raise Http404
    return _page(request, "api/guide.html", guide=guide, current=guide.slug)


@for_anyone
@require_safe
def show_resource(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every operation about one noun."""
    from saath.api.docs.reference import get_resource

    resource = get_resource(slug)
    if resource is None:
        raise Http404
    return _page(request, "api/resource.html", resource=resource, current=resource.slug)


def _page(request: HttpRequest, template: str, **shown: Any) -> HttpResponse:
    from saath.api.docs.guides import guides
    from saath.api.docs.reference import resources

    schema_url = reverse("api:schema", urlconf="config.urls.api")
    return render(
        request, template, {"guides": guides(), "resources": resources(), "schema_url": schema_url, **shown}
    )
