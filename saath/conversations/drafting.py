"""Which drafts a conversation has, as it stands on the conversation itself: no list and no page asks for them apart.

Each is a mark "member:state", with a blank between two. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class DraftState(StrEnum):
    """What becomes of a draft: a colleague still writes, it leaves by itself, or it was held back."""

    REPLY = "reply"
    NOTE = "note"
    LATER = "later"
    HELD = "held"


# Of several drafts of one colleague, the one that a list names.
_TELLING = (DraftState.HELD, DraftState.LATER, DraftState.REPLY, DraftState.NOTE)


def marks_of(drafts: Iterable[tuple[int, DraftState]]) -> str:
    """Return the marks of drafts, given by their writers and states."""
    return " ".join(sorted({f"{writer}:{state}" for writer, state in drafts}))


def states_of(marks: str, member_id: int | None) -> tuple[DraftState, ...]:
    """Return the states of a member's own drafts, the most telling one first."""
    own = f"{member_id}:"
    states = {mark.removeprefix(own) for mark in marks.split() if mark.startswith(own)} if marks else set()
    return tuple(state for state in _TELLING if state in states)


def without_mark(marks: str, member_id: int | None, state: DraftState) -> str:
    """Return the marks without one of them."""
    return " ".join(mark for mark in marks.split() if mark != f"{member_id}:{state}")
