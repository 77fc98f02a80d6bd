"""Which status tells a visitor's program what (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

from saath.chats.errors import NotTheirOrder, UnknownVisitor
from saath.core.errors import Conflict, Forbidden, NotFound, RateLimited, SaathError
from saath.files.errors import FileNotKept
from saath.ui.problems import problem_json

_STATUS_OF: dict[type[Exception], HTTPStatus] = {
    UnknownVisitor: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    NotTheirOrder: HTTPStatus.UNPROCESSABLE_ENTITY,
    Conflict: HTTPStatus.CONFLICT,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    FileNotKept: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


def problem(error: SaathError) -> JsonResponse:
    """Return an error that names its own words."""
    status = next(
        (code for kind, code in _STATUS_OF.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    response = problem_json(
        status,
        title=str(error.message),
        what_is_safe=str(error.what_is_safe),
        what_to_do=str(error.what_to_do),
        field=getattr(error, "field", ""),
    )
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
