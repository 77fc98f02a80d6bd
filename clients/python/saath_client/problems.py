"""What could not be done (RFC 9457)."""

from __future__ import annotations

from typing import Any

import httpx


class Problem(Exception):
    """A request that was refused: what happened, what is safe, what to do, and where it is wrong.

    `name` is for programs ("overtaken", "not-found"); `errors` are mappings with `detail` and a `pointer` into the body or
    the name of a `parameter`.
    """

    def __init__(self, status: int, told: dict[str, Any]) -> None:
        self.status = status
        self.name = str(told.get("type", "")).rpartition("/")[2]
        self.title = str(told.get("title", ""))
        self.what_is_safe = str(told.get("what_is_safe", ""))
        self.what_to_do = str(told.get("what_to_do", ""))
        self.errors: list[dict[str, str]] = list(told.get("errors", ()))
        super().__init__(f"{status} {self.title} {self.what_to_do}".strip())


def problem_of(response: httpx.Response) -> Problem:
    """Return the problem that an answer tells; one that is no JSON has only its status."""
    try:
        told = response.json()
    except ValueError:
        told = {}
    return Problem(response.status_code, told if isinstance(told, dict) else {})
