"""What cannot be done, told to a program as JSON: what happened, what is safe, what to do (RFC 9457)."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language

ENDS = ("।", ".", "!", "?", "…", ":")
_paths: list[str] = []


def answer_programs_under(path: str) -> None:
    """Let whatever goes wrong under a path be told as JSON: no person reads it there."""
    _paths.append(path)


def is_asked_by_program(request: HttpRequest) -> bool:
    """Tell whether no person reads what is answered."""
    return request.path.startswith(tuple(_paths))


def as_sentences(said: Iterable[str]) -> str:
    """Return what is said one after the other; a title, which ends without a stop on a page, gets one."""
    stop = "।" if get_language() == "hi" else "."
    return " ".join(each if each.endswith(ENDS) else each + stop for each in said if each)


def problem_json(
    status: int, *, title: str, what_is_safe: str, what_to_do: str, field: str = ""
) -> JsonResponse:
    """Return a problem in words; `field` says where, '' for nowhere."""
    response = JsonResponse(
        {
            "type": "about:blank",
            "title": title,
            "status": int(status),
            "detail": as_sentences((title, what_is_safe, what_to_do)),
            "what_is_safe": what_is_safe,
            "what_to_do": what_to_do,
            "field": field,
            "errors": [],
        },
        status=status,
        content_type="application/problem+json",
        json_dumps_params={"ensure_ascii": False},
    )
    response.headers["Cache-Control"] = "no-store"
    return response
