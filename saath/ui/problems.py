"""What cannot be done, told to a program as JSON: what happened, what is safe, what to do (RFC 9457)."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse

_paths: list[str] = []


def answer_programs_under(path: str) -> None:
    """Let whatever goes wrong under a path be told as JSON: no person reads it there."""
    _paths.append(path)


def is_asked_by_program(request: HttpRequest) -> bool:
    """Tell whether no person reads what is answered."""
    return request.path.startswith(tuple(_paths))


def problem_json(
    status: int, *, title: str, what_is_safe: str, what_to_do: str, field: str = ""
) -> JsonResponse:
    """Return a problem in words; `field` says where, '' for nowhere."""
    response = JsonResponse(
        {
            "type": "about:blank",
            "title": title,
            "status": int(status),
            "detail": " ".join(filter(None, [title, what_is_safe, what_to_do])),
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
