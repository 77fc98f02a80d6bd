"""Error pages: what happened, what is safe, what to do. None of those that tell of a fault of ours asks the database."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import structlog
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saath.core.busy import is_busy
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound, RateLimited, SaathError
from saath.core.languages import CODES
from saath.ui.context import interface
from saath.ui.problems import is_asked_by_program, problem_json


@dataclass(frozen=True)
class ErrorText:
    """The words of one error page."""

    title: str | Promise
    what_is_safe: str | Promise
    what_to_do: str | Promise


TOO_LARGE = "saath.too_large"
"""By this name a request says, in its WSGI environment, that its body was too large: it has none then."""

TEXTS: dict[int, ErrorText] = {
    HTTPStatus.BAD_REQUEST: ErrorText(
        _("We could not read that request"),
        _("Nothing was changed."),
        _("Go back and try it once more. If it happens again, tell us what you clicked on."),
    ),
    HTTPStatus.FORBIDDEN: ErrorText(
        _("This page is not open to you"),
        _("Nothing was changed."),
        _("Sign in with another account, or ask the owner of the shop for the right to see it."),
    ),
    HTTPStatus.NOT_FOUND: ErrorText(
        _("There is nothing at this address"),
        _("Nothing was lost: it may have been moved, merged or deleted on purpose."),
        _("Check the address, or start from the first page."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: ErrorText(
        _("Only a form leads to this address"),
        _("Nothing was changed."),
        _("Go back to the page with the form, or start from the first page."),
    ),
    HTTPStatus.CONFLICT: ErrorText(
        _("Somebody was quicker"),
        _("Their change is saved, and yours has not overwritten it."),
        _("Look at the new state and try again."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ErrorText(
        _("That was too large to take in"),
        _("Nothing was changed, and your file is still where it was."),
        _("Go back and send a smaller file, or several one after the other."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: ErrorText(
        _("That was a lot in a short time"),
        _("Nothing was lost."),
        _("Wait a minute, then try again."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: ErrorText(
        _("Something broke on our side"),
        _("What was saved before is safe. The last step may not have been saved."),
        _("Try again in a minute. If it happens again, pass on the number below."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: ErrorText(
        _("We are being looked after for a moment"),
        _("Everything is safe. Messages that arrive now are kept and answered in turn."),
        _("Try again in a minute."),
    ),
}
# What a customer reads where the words above speak to somebody who works in the shop.
SHOPPER_TEXTS: dict[int, ErrorText] = {
    HTTPStatus.FORBIDDEN: ErrorText(
        _("This page is not open to you"),
        _("Nothing was changed."),
        _("If the shop sent you here, answer its message and ask for a new link."),
    ),
    HTTPStatus.NOT_FOUND: ErrorText(
        _("There is nothing at this address"),
        _("What you have written to the shop is safe."),
        _("Open the link in the shop's message once more, or simply answer that message."),
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: ErrorText(
        _("Only a form leads to this address"),
        _("Nothing was changed."),
        _("Open the link in the shop's message once more, or simply answer that message."),
    ),
}
# What a program reads: nobody sees a form there.
PROGRAM_TEXTS: dict[int, ErrorText] = {
    HTTPStatus.METHOD_NOT_ALLOWED: ErrorText(
        _("This address takes no such request"),
        _("Nothing was changed."),
        _("Ask in one of the ways that the answer names."),
    ),
}
CSRF_TEXT = ErrorText(
    _("This form had been open for too long"),
    _("Nothing was sent."),
    _("Go back, reload the page and send it again. Copy long texts first."),
)
BUSY_TEXT = ErrorText(
    _("There is a lot to write down just now"),
    _("What was saved before is safe. The last step may not have been saved."),
    _("Wait a moment, then go back and send it again: what you wrote is still in the form."),
)
BUSY_SECONDS = 10
_STATUS_OF: dict[type[SaathError], HTTPStatus] = {
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    BadInput: HTTPStatus.BAD_REQUEST,
    Conflict: HTTPStatus.CONFLICT,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
}


NameOf = Callable[[Any, str], str]
_name_of: list[NameOf] = []


def name_shops_with(name_of: NameOf) -> None:
    """Ask `name_of` with a store and a language what customers call the shop."""
    _name_of[:] = [name_of]


def error_page(request: HttpRequest, status: int, text: ErrorText | None = None) -> HttpResponse:
    """Return the designed page for a status, JSON for a program; words of our own replace the usual ones."""
    if is_asked_by_program(request):
        return _problem(request, status, text)
    is_shopper = _is_shopper(request)
    usual = {**TEXTS, **SHOPPER_TEXTS} if is_shopper else TEXTS
    context = {
        **interface(request),
        "request": request,
        "status": status,
        "text": text or usual.get(status, TEXTS[HTTPStatus.INTERNAL_SERVER_ERROR]),
        "is_shopper": is_shopper,
        "shop_name": _shop_name(request, status) if is_shopper else "",
        # The page for no connection is kept: the request that fetched it is not the one that failed.
        "request_id": structlog.contextvars.get_contextvars().get("request_id", "") if status >= 400 else "",
        "may_retry": status // 100 != 4,
    }
    # Without the context processors of the settings: some of them ask the database.
    return HttpResponse(render_to_string("ui/errors/page.html", context), status=status)


def _problem(request: HttpRequest, status: int, text: ErrorText | None) -> HttpResponse:
    """Return what went wrong as JSON, in the language that is asked for, else that of the request."""
    asked = request.GET.get("lang", "")
    usual = {**TEXTS, **(SHOPPER_TEXTS if _is_shopper(request) else {}), **PROGRAM_TEXTS}
    said = text or usual.get(status, TEXTS[HTTPStatus.INTERNAL_SERVER_ERROR])
    with translation.override(asked if asked in CODES else translation.get_language()):
        return problem_json(
            status,
            title=str(said.title),
            what_is_safe=str(said.what_is_safe),
            what_to_do=str(said.what_to_do),
        )


def saath_error(request: HttpRequest, error: SaathError) -> HttpResponse:
    """Return the page for an error that names its own words; `RateLimited` says when to come back."""
    status = next(
        (code for kind, code in _STATUS_OF.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    own = ErrorText(error.message, error.what_is_safe, error.what_to_do)
    is_said_to_staff = _is_shopper(request) and status in SHOPPER_TEXTS
    response = error_page(request, status, None if is_said_to_staff else own)
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    return response


def _is_shopper(request: HttpRequest) -> bool:
    return getattr(request, "purpose", "staff") == "shopper"


def _shop_name(request: HttpRequest, status: int) -> str:
    """Return what customers call the shop in the language of the page; on a fault of ours, what is at hand."""
    store = getattr(request, "store", None)
    if store is None or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return str(getattr(store, "name", ""))
    return next((name_of(store, get_language() or "en") for name_of in _name_of), store.name)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 400, or 413 when the body was over the limit (`handler400`)."""
    if isinstance(exception, RequestDataTooBig):
        return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return error_page(request, HTTPStatus.BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403 (`handler403`)."""
    return error_page(request, HTTPStatus.FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 (`handler404`)."""
    return error_page(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 (`handler500`); where the database was only busy, 503 and when to come back."""
    if is_busy(sys.exc_info()[1]):
        response = error_page(request, HTTPStatus.SERVICE_UNAVAILABLE, BUSY_TEXT)
        response.headers["Retry-After"] = str(BUSY_SECONDS)
        return response
    return error_page(request, HTTPStatus.INTERNAL_SERVER_ERROR)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose proof of origin is missing or old (`CSRF_FAILURE_VIEW`)."""
    return error_page(request, HTTPStatus.FORBIDDEN, CSRF_TEXT)


class ErrorMiddleware:
    """Turn a `SaathError` that no view caught, and an address that is looked at but only takes forms, into pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it was too large to be taken in."""
        if request.META.get(TOO_LARGE):
            return error_page(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        response = self.get_response(request)
        is_bare = isinstance(response, HttpResponseNotAllowed) and (
            not response.content or is_asked_by_program(request)
        )
        if is_bare:
            return _not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what we can explain; leave the rest to Django."""
        return saath_error(request, exception) if isinstance(exception, SaathError) else None


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    page = error_page(request, HTTPStatus.METHOD_NOT_ALLOWED)
    page.headers["Allow"] = response.headers["Allow"]
    return page
