"""What cannot be done, told to a program (RFC 9457): what happened, what is safe, what to do, and where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja.errors import ValidationError

from saath.api.wrong_input import told_of
from saath.core.errors import BadInput, Conflict, Forbidden, NotFound, RateLimited, SaathError
from saath.files.errors import FileNotKept
from saath.ui.errors import TEXTS
from saath.ui.problems import as_sentences

TYPES = "/api/v1/problems/"
CONTENT_TYPE = "application/problem+json"
Words = tuple[str | Promise, str | Promise]


class UnknownToken(SaathError):
    """No token came, or none that is good in this shop."""

    message = _("This request carries no token that is good here.")
    what_to_do = _("Send “Authorization: Bearer …” with a token of this shop that has not ended.")


class MissingScope(Forbidden):
    """The token is good, but not for this."""

    message = _("This token is not for that.")
    what_to_do = _("Make a token with the scope %(scope)s.")

    def __init__(self, scope: str) -> None:
        super().__init__(what_to_do=self.what_to_do % {"scope": scope})
        self.scope = scope


class Changed(SaathError):
    """The thing is not what `If-Match` names any more (RFC 9110, 13.1.1)."""

    message = _("It is not as it was when you read it.")
    what_to_do = _("Read it again, and decide anew.")


class NotJson(SaathError):
    """The body is of another kind."""

    message = _("This address takes JSON.")
    what_to_do = _("Send the body as JSON, with “Content-Type: application/json”.")


class NotOctets(NotJson):
    """The body is to be a file, and does not say so."""

    message = _("This address takes a file.")
    what_to_do = _("Send it as it is, with “Content-Type: application/octet-stream”, or in a form as “file”.")


class BrokenBody(SaathError):
    """The body says that it is JSON, and is not."""

    message = _("The body cannot be read as JSON.")
    what_to_do = _("Send the body as JSON, with “Content-Type: application/json”.")


class BrokenForm(BrokenBody):
    """The body says that it is a form, and is not."""

    message = _("The body cannot be read as a form.")
    what_to_do = _(
        "Send one part with the name “file”, and the boundary in “Content-Type: multipart/form-data”."
    )


_STATUS_OF: Mapping[type[SaathError], HTTPStatus] = {
    UnknownToken: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    Conflict: HTTPStatus.CONFLICT,
    Changed: HTTPStatus.PRECONDITION_FAILED,
    FileNotKept: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    NotJson: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BadInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    RateLimited: HTTPStatus.TOO_MANY_REQUESTS,
}
# Errors speak to somebody in front of a screen; where they say only the usual, a program is told this instead.
_FOR_PROGRAMS: Mapping[type[SaathError], Words] = {
    BadInput: (_("Nothing was changed."), _("Correct what “errors” names, and send it again.")),
    NotFound: (
        _("Nothing was lost: it may have been moved, merged or deleted on purpose."),
        _("Take its id from a list, or let go of it."),
    ),
}
_WORD = re.compile("(?<!^)(?=[A-Z])")


def problem_of(request: HttpRequest, error: SaathError) -> JsonResponse:
    """Return an error that names its own words, with the headers that its status asks for."""
    status = next(
        (code for kind, code in _STATUS_OF.items() if isinstance(error, kind)), HTTPStatus.BAD_REQUEST
    )
    safe, to_do = _words(error)
    response = problem(
        status,
        name=type(error).__name__,
        title=error.message,
        what_is_safe=safe,
        what_to_do=to_do,
        errors=_place(request, error),
    )
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    if isinstance(error, UnknownToken):
        response.headers["WWW-Authenticate"] = "Bearer"
    if isinstance(error, MissingScope):
        said = f'Bearer error="insufficient_scope", scope="{error.scope}"'  # RFC 6750, 3.1
        response.headers["WWW-Authenticate"] = said
    return response


def problem_of_input(request: HttpRequest, error: ValidationError) -> JsonResponse:
    """Return what does not fit the schema, each with its place."""
    safe, to_do = _FOR_PROGRAMS[BadInput]
    return problem(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        name=BadInput.__name__,
        title=BadInput.message,
        what_is_safe=safe,
        what_to_do=to_do,
        errors=told_of(error.errors, lines=getattr(request, "lines", ())),
    )


def problem_of_status(status: HTTPStatus, *, name: str) -> JsonResponse:
    """Return a problem in the usual words of its status."""
    text = TEXTS[status]
    return problem(
        status,
        name=name,
        title=text.title,
        what_is_safe=text.what_is_safe,
        what_to_do=text.what_to_do,
    )


def problem(
    status: int,
    *,
    name: str,
    title: str | Promise,
    what_is_safe: str | Promise,
    what_to_do: str | Promise,
    errors: Iterable[Mapping[str, Any]] = (),
) -> JsonResponse:
    """Return a problem; its type is the name of the error, in the words of an address."""
    said = {"title": str(title), "what_is_safe": str(what_is_safe), "what_to_do": str(what_to_do)}
    return JsonResponse(
        {
            "type": TYPES + _slug(name),
            "title": said["title"],
            "status": int(status),
            "detail": as_sentences(said.values()),
            "what_is_safe": said["what_is_safe"],
            "what_to_do": said["what_to_do"],
            "errors": list(errors),
        },
        status=status,
        content_type=CONTENT_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def is_problem(slug: str) -> bool:
    """Tell whether the type of a problem ends so."""
    return any(_slug(kind.__name__) == slug for kind in _kinds(SaathError))


def _kinds(kind: type[SaathError]) -> Iterator[type[SaathError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _kinds(each)


def _slug(name: str) -> str:
    return _WORD.sub("-", name).lower()


def _words(error: SaathError) -> Words:
    usual = next((kind for kind in _FOR_PROGRAMS if isinstance(error, kind)), None)
    if usual is None:
        return error.what_is_safe, error.what_to_do
    safe, to_do = _FOR_PROGRAMS[usual]
    return (
        safe if error.what_is_safe is usual.what_is_safe else error.what_is_safe,
        to_do if error.what_to_do is usual.what_to_do else error.what_to_do,
    )


def _place(request: HttpRequest, error: SaathError) -> list[dict[str, str]]:
    """Return where an action found something wrong: in the address, else in the body."""
    field = getattr(error, "field", "")
    if not field:
        return []
    is_parameter = field in request.GET or field == "Idempotency-Key"
    place = {"parameter": field} if is_parameter else {"pointer": f"#/{field}"}
    return [{**place, "detail": str(error.message)}]
