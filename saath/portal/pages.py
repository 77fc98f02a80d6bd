"""What every page of the portal has in common: its language, its shop's name, and that nobody keeps a copy of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from saath.core.errors import SaathError
from saath.core.languages import CODES
from saath.core.ratelimit import hit
from saath.stores.shop_name import shop_name
from saath.tenancy.models import Store
from saath.tenancy.transactions import read_transaction
from saath.ui.errors import saath_error

TRIES_AN_HOUR = 30
HEADERS = {
    # What a link opens is for who has it: no cache keeps it, no search engine finds it, no other page learns of it.
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
}


class ShopperRequest(HttpRequest):
    """A request on the shopper host: of a shop, and of nobody that we know."""

    store: Store


def page(
    request: ShopperRequest, template: str, context: dict[str, Any], *, language: str, status: int = 200
) -> HttpResponse:
    """Render a page of the shop in a language that we speak, else in that of the browser."""
    with translation.override(spoken(language)), read_transaction():
        context["shop_name"] = shop_name(request.store, translation.get_language() or "en")
        response = render(request, template, context, status=status)
        return _dressed(response, translation.get_language() or "en")


def refused(request: ShopperRequest, error: SaathError) -> HttpResponse:
    """Say kindly why a link opens nothing."""
    return _dressed(saath_error(request, error), translation.get_language() or "en")


def spoken(language: str) -> str:
    """Return a language in which we have pages: the given one, else that of the request."""
    return language if language in CODES else translation.get_language() or "en"


def count_try(sealed: str) -> None:
    """Count what is sent by one link; raises `RateLimited`."""
    hit(f"portal:{sealed.lower()}", TRIES_AN_HOUR, 3600)


def _dressed(response: HttpResponse, language: str) -> HttpResponse:
    for name, value in {**HEADERS, "Content-Language": language}.items():
        response.headers[name] = value
    return response
