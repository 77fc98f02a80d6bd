"""From the signed-in person to the colleague: the gate of the staff host."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxDetails

from saath.accounts.access import ANY_PERSON, ANYONE, open_to
from saath.accounts.models import Person
from saath.stores.queries import actor_of, member_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction

OPEN_NAMESPACES = frozenset({"ui"})


class MemberMiddleware:
    """Set `request.member` and `request.actor` and open the shop's scope, for its colleagues and nobody else.

    The seat is read on every request, so a right that was taken away is gone with the next one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Serve the request in the scope that its sender has a right to."""
        request.member = request.actor = None  # type: ignore[attr-defined]
        store = getattr(request, "store", None)
        if request.purpose != Domain.Purpose.STAFF or store is None:  # type: ignore[attr-defined]
            return self.get_response(request)
        person = request.user
        member = member_of(person, store) if isinstance(person, Person) and person.is_authenticated else None
        if member is None:
            return self.get_response(request)
        with store_scope(store.pk):
            request.member, request.actor = member, actor_of(member)  # type: ignore[attr-defined]
            return self._serve(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send strangers to the door, and people of other shops away, unless the view is open to them."""
        if request.purpose != Domain.Purpose.STAFF or _is_open(request, view):  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            return _whole_or_part(request, redirect_to_login(request.get_full_path()))
        if request.actor is None and open_to(view) != ANY_PERSON:  # type: ignore[attr-defined]
            return _whole_or_part(request, render(request, "stores/not_a_colleague.html", status=404))
        return None

    def _serve(self, request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            with read_transaction():
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response


def _is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    return open_to(view) == ANYONE or (match is not None and match.app_name in OPEN_NAMESPACES)


def _whole_or_part(request: HttpRequest, page: HttpResponse) -> HttpResponse:
    """Turn away by a page, or, where htmx asked for a part, by 401.

    A look takes its whole page to the door; a deed leaves its words where they were written.
    """
    asked = HtmxDetails(request)
    if not asked:
        return page
    refusal = HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    if request.method == "GET":
        refusal["HX-Redirect"] = asked.current_url_abs_path or "/"
    return refusal
