"""Saved replies: where the desk and the API differ."""

from __future__ import annotations

NOT_FOR_PROGRAMS: dict[str, str] = {
    "saath.writing.actions.drafting.keep_with_saved": "what a composer remembers of the saved replies in it",
    "saath.writing.actions.using.answer_with_saved": "what is laid in at the desk, counted; a program has the words",
}
