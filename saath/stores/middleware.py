"""From the signed-in person to the colleague: the gate of the staff host."""

from collections.abc import Callable
from contextlib import ExitStack
from http import HTTPStatus
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxDetails

from saath.accounts.access import ANY_PERSON, ANYONE, open_to
from saath.accounts.models import Person
from saath.stores.models import Member
from saath.stores.queries import actor_of, member_of
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import read_transaction
from saath.ui.reading import NOBODY, READER_HEADER

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
        with ExitStack() as scope:
            # The seat and the page are read in one transaction: that saves three messages to PostgreSQL.
            member = _seat(request, store, scope)
            if member is not None:
                scope.enter_context(store_scope(store.pk))
                request.member, request.actor = member, actor_of(member)  # type: ignore[attr-defined]
                return _never_kept(self.get_response(request))
        response = self.get_response(request)
        response[READER_HEADER] = NOBODY
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send strangers to the door, and people of other shops away, unless the view is open to them."""
        if request.purpose != Domain.Purpose.STAFF or _is_open(request, view):  # type: ignore[attr-defined]
            return None
        if not request.user.is_authenticated:
            return _whole_or_part(request, redirect_to_login(_page_to_come_back_to(request)))
        if request.actor is None and open_to(view) != ANY_PERSON:  # type: ignore[attr-defined]
            return _whole_or_part(request, render(request, "stores/not_a_colleague.html", status=404))
        return None


def _seat(request: HttpRequest, store: Store, scope: ExitStack) -> Member | None:
    """Return the sender's seat; where it will only be read, `scope` holds the transaction from here on."""
    person = request.user
    if not (isinstance(person, Person) and person.is_authenticated):
        return None
    if request.method in ("GET", "HEAD"):
        scope.enter_context(read_transaction())
    return member_of(person, store)


def _never_kept(response: HttpResponse) -> HttpResponse:
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    return response


def _is_open(request: HttpRequest, view: Callable[..., Any]) -> bool:
    match = request.resolver_match
    return open_to(view) == ANYONE or (match is not None and match.app_name in OPEN_NAMESPACES)


def _page_to_come_back_to(request: HttpRequest) -> str:
    """Return the page that was asked for; after a form the one that it stood on, for its own address shows nothing."""
    if request.method in ("GET", "HEAD"):
        return request.get_full_path()
    origin, page = f"{request.scheme}://{request.get_host()}/", request.headers.get("Referer", "")
    return "/" + page.removeprefix(origin) if page.startswith(origin) else "/"


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
