"""Pages that may be read again without a connection, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse

READER_HEADER = "Saath-Reader"
NOBODY = "nobody"

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


def readable_offline(
    view: Callable[Concatenate[R, P], HttpResponse],
) -> Callable[Concatenate[R, P], HttpResponse]:
    """Let the browser of the colleague who asks keep what the view shows, under the name of their seat."""

    @wraps(view)
    def show(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        member: Any = getattr(request, "member", None)
        if member is not None and response.status_code == 200:
            response[READER_HEADER] = str(member.public_id)
        return response

    return show
