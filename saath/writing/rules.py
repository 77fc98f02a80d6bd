"""Decisions about saved replies. Pure: the clock is an argument, no rows are read."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from saath.conversations.gaps import PLACE
from saath.core.text import storable

LONGEST_NAME = 80
LONGEST_FOLDER_NAME = 60
MOST_FOLDERS = 2
LONGEST_TEXT = 20_000
LONGEST_VALUE = 300
# An answer or a macro that was just made may be taken back: it is no use yet.
COUNTED_AFTER = timedelta(minutes=15)
# A matter that stays solved for so long is taken for solved, and one that nobody closes is never judged.
STAYS_SOLVED = timedelta(hours=72)
GIVEN_UP_AFTER = timedelta(days=14)

Outcome = Literal["", "solved", "more"]


@dataclass(frozen=True, slots=True)
class AfterUse:
    """What became of a conversation after a saved reply was used in it."""

    used_at: datetime
    solved_at: datetime | None
    is_answered_again: bool


def outcome_of(after: AfterUse) -> Outcome:
    """Return whether a use ended the matter.

    "solved": the conversation stands solved now, and no person of the shop wrote the customer another answer after the
    one with this reply (for a macro: after it was run). "more": another answer was needed. "": it is still open, so that
    nobody can say. Automatic messages and notes are no answers; who called it solved does not matter.
    """
    if after.is_answered_again:
        return "more"
    return "solved" if after.solved_at is not None else ""


def is_settled(after: AfterUse, *, now: datetime) -> bool:
    """Tell whether nothing can change the outcome any more: another answer came, it stayed solved, or time is over."""
    if after.is_answered_again or now - after.used_at > GIVEN_UP_AFTER:
        return True
    return after.solved_at is not None and now - after.solved_at > STAYS_SOLVED


def is_unedited(texts: list[str], answer: str) -> bool:
    """Tell whether an answer is its saved replies word for word, one after the other, values filled in.

    Spaces and line breaks do not count, and a place may hold anything of up to 300 characters, so that a gap filled by
    hand is no edit.
    """
    rest = _plain(answer)
    literals = _plain(PLACE.sub("\x00", " ".join(texts))).split("\x00")
    if not rest.startswith(literals[0]):
        return False
    rest = rest[len(literals[0]) :]
    for literal in literals[1:-1]:
        at = rest.find(literal, 1)
        if not 0 < at <= LONGEST_VALUE:
            return False
        rest = rest[at + len(literal) :]
    if len(literals) == 1:
        return not rest
    return rest.endswith(literals[-1]) and 0 < len(rest) - len(literals[-1]) <= LONGEST_VALUE


def tidy_name(name: str) -> str:
    """Return a name as it is kept: composed, without needless spaces."""
    return " ".join(unicodedata.normalize("NFC", storable(name)).split())


def name_key(name: str) -> str:
    """Return what two names have in common that are the same."""
    return tidy_name(name).casefold()


def tidy_folder(path: str) -> str:
    """Return the path of a folder as it is kept: "Refunds/UPI", "" for none; raises ValueError for one too deep or long."""
    names = [name for part in path.replace("\\", "/").split("/") if (name := tidy_name(part))]
    if len(names) > MOST_FOLDERS or any(len(name) > LONGEST_FOLDER_NAME for name in names):
        raise ValueError(path)
    return "/".join(names)


def may_edit(*, owner_id: int | None, member_id: int | None, edits_shared: bool) -> bool:
    """Tell whether somebody may change a reply: their own always, those of everybody by right."""
    return edits_shared if owner_id is None else owner_id == member_id


def _plain(text: str) -> str:
    """Return the words of a text without marks of shape, which may be gone by the time it was sent."""
    return " ".join(unicodedata.normalize("NFC", text).replace("*", "").replace("_", " ").split())
