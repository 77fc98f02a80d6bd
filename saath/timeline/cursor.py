"""Where a reader of the events stands, as a text that nobody but us understands.

SQLite has one writer, so the id of the last row is a position. PostgreSQL makes rows visible out of the order of their
ids; there the position is a snapshot (`pg_current_snapshot()`): what it could not see comes next.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta

HORIZON = timedelta(hours=24)
LONGEST = 20_000
_SNAPSHOT = re.compile(r"(\d{1,20}):(\d{1,20}):((?:\d{1,20}(?:,\d{1,20})*)?)", re.ASCII)
# The lower half of a transaction's number is never 0: PostgreSQL refuses such bounds.
_OF_AN_EPOCH = 2**32
_ROW_ID = re.compile(r"\d{1,18}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in one epoch, and when it was taken (seconds since 1970)."""

    epoch: str
    taken_at: int
    position: str

    def encode(self) -> str:
        """Return the text that goes out and comes back."""
        return (
            urlsafe_b64encode(f"{self.epoch}~{self.taken_at}~{self.position}".encode()).decode().rstrip("=")
        )

    def is_within_horizon(self, at: datetime) -> bool:
        """Tell whether what happened since may still be replayed."""
        return at.timestamp() - self.taken_at < HORIZON.total_seconds()


def decode(text: str) -> Cursor | None:
    """Return the cursor that `encode` made; None for anything else, which a stranger may send."""
    if len(text) > LONGEST:
        return None
    try:
        plain = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        epoch, taken_at, position = plain.split("~")
        return Cursor(epoch, int(taken_at), position)
    except ValueError:
        return None


def is_row_id(position: str) -> bool:
    """Tell whether a position is one of SQLite."""
    return _ROW_ID.fullmatch(position) is not None


def is_snapshot(position: str) -> bool:
    """Tell whether PostgreSQL takes a position as `pg_snapshot`: bounds in order, numbers between them rising."""
    match = _SNAPSHOT.fullmatch(position)
    if match is None:
        return False
    lowest, beyond = int(match[1]), int(match[2])
    if not (lowest % _OF_AN_EPOCH and beyond % _OF_AN_EPOCH):
        return False
    running = [int(number) for number in match[3].split(",") if number]
    inside = all(lowest <= number < beyond for number in running)
    return lowest <= beyond < 2**63 and inside and running == sorted(set(running))
