"""Whether and when somebody who left the chat is written to. Pure: facts and the time come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GONE_AFTER = timedelta(minutes=10)
NOT_SOONER_THAN = timedelta(minutes=15)
MOST_IN_A_MAIL = 10
# Nobody wants to hear of an answer that old for the first time.
STALE_AFTER = timedelta(days=3)
LINK_LASTS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Missed:
    """What is known of answers that nobody has read: when the first was given, when the visitor was last there, and when
    they were mailed last, None for never."""

    first_at: datetime
    seen_at: datetime
    mailed_at: datetime | None


def mailed_from(missed: Missed) -> datetime:
    """Return from when on the answers may be mailed: gone for ten minutes, and not more often than every fifteen."""
    gone_at = max(missed.first_at, missed.seen_at) + GONE_AFTER
    return max(gone_at, missed.mailed_at + NOT_SOONER_THAN) if missed.mailed_at else gone_at


def is_stale(newest_at: datetime, now: datetime) -> bool:
    """Tell whether the newest answer is too old to be mailed."""
    return now - newest_at > STALE_AFTER


def is_link_over(mailed_at: datetime, now: datetime) -> bool:
    """Tell whether the link by which an address is confirmed is too old."""
    return now - mailed_at >= LINK_LASTS
