"""Apps that run in a browser: who may read what the doors of programs answer (CORS, https://fetch.spec.whatwg.org/#http-cors-protocol).

Only the origins to which the shop's registered apps without a secret are sent back (OAuth 2.0 for Browser-Based Apps, 6.3.2.4).
Nothing comes with a browser's cookies, for none are looked at there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers

from saath.programs.models import App
from saath.programs.oauth.addresses import source_of
from saath.tenancy.middleware import PROGRAMS
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction

# What a browser's script sends and reads there; a token comes in a header, and so does whatever the API says of itself.
TAKEN = "Accept-Language, Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match"
TOLD = "Content-Language, ETag, Idempotency-Replayed, Link, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate"
METHODS = "GET, POST, PUT, PATCH, DELETE"
REMEMBERED_SECONDS = 600
STAFF_URLS = "config.urls.staff"


class BrowserAppsMiddleware:
    """Tell a browser that the page of a registered app may read an answer; everybody else's may not, whatever it asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer what a browser asks beforehand, and mark what it may read."""
        store: Store | None = getattr(request, "store", None)
        if store is None or not _is_door(request):
            return self.get_response(request)
        origin = request.headers.get("Origin", "")
        is_known = bool(origin) and origin in _origins(store)
        asks_first = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse(status=HTTPStatus.NO_CONTENT) if asks_first else self.get_response(request)
        patch_vary_headers(response, ["Origin"])
        if is_known:
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = TOLD
        if is_known and asks_first:
            response.headers["Access-Control-Allow-Methods"] = METHODS
            response.headers["Access-Control-Allow-Headers"] = TAKEN
            response.headers["Access-Control-Max-Age"] = str(REMEMBERED_SECONDS)
        return response


def _is_door(request: HttpRequest) -> bool:
    purpose = getattr(request, "purpose", "")
    return purpose == PROGRAMS or (purpose == Domain.Purpose.STAFF and request.path in _doors())


@cache
def _doors() -> frozenset[str]:
    names = ("token", "revoke", "metadata")
    return frozenset(reverse(f"programs:{name}", urlconf=STAFF_URLS) for name in names)


def _origins(store: Store) -> set[str]:
    """Return the origins of the pages to which apps are sent back; a scheme of an app's own is none."""
    with store_scope(store.pk), read_transaction():
        registered = App.objects.kept().filter(is_confidential=False).values_list("redirect_uris", flat=True)
        sources = {source_of(address) for addresses in registered for address in addresses}
    return {each for each in sources if "://" in each}
