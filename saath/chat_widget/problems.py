"""What cannot be done, as JSON: what happened, what is safe, what to do (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import JsonResponse

from saath.chats.errors import UnknownVisitor
from saath.core.errors import Conflict, Forbidden, NotFound, RateLimited, SaathError
from saath.files.errors import FileNotKept

_STATUS_OF: dict[type[Exception], HTTPStatus] = {
    UnknownVisitor: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
    FileNotKept: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}


def problem(error: SaathError) -> JsonResponse:
    """Return an error that names its own words; `field` says where, '' for nowhere."""
    status = next(
        (code for kind, code in _STATUS_OF.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    title, safe, to_do = str(error.message), str(error.what_is_safe), str(error.what_to_do)
    response = JsonResponse(
        {
            "type": "about:blank",
            "title": title,
            "status": int(status),
            "detail": " ".join(filter(None, [title, safe, to_do])),
            "what_is_safe": safe,
            "what_to_do": to_do,
            "field": getattr(error, "field", ""),
        },
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if status == HTTPStatus.UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
