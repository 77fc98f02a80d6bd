"""The line at the foot of the desk that says what was done, with a way back."""

from __future__ import annotations

import json

from django.http import HttpResponse


def with_toast(
    response: HttpResponse, text: str, *, undo: str, target: str = "#conversation"
) -> HttpResponse:
    """Let a response show a line whose Undo posts to the address `undo` and shows what that answers in `target`."""
    toast = {"text": text, "undoUrl": undo, "undoTarget": target}
    response["HX-Trigger"] = json.dumps({"toast": toast})
    return response
