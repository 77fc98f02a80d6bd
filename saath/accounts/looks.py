"""What a browser remembers of a person's choices, so that pages look and behave so from the first one on."""

from typing import TypeVar

from django.http.response import HttpResponseBase

from saath.accounts.models import Person
from saath.ui.context import KEYS_COOKIE, KEYS_OFF, THEME_COOKIE

YEAR_SECONDS = 365 * 24 * 3600
Response = TypeVar("Response", bound=HttpResponseBase)


def remember_looks(response: Response, person: Person) -> Response:
    """Let this browser look as the person chose, and hear single letters as keys unless they switched that off."""
    _remember(response, THEME_COOKIE, person.theme)
    _remember(response, KEYS_COOKIE, "" if person.has_letter_keys else KEYS_OFF)
    return response


def _remember(response: HttpResponseBase, cookie: str, value: str) -> None:
    if value:
        response.set_cookie(cookie, value, max_age=YEAR_SECONDS, samesite="Lax")
    else:
        response.delete_cookie(cookie)
