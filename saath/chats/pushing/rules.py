"""When an app is told. Pure: times come in."""

from __future__ import annotations

from datetime import datetime, timedelta

# Who has the chat open sees an answer by themselves; so long they have to do so.
TIME_TO_READ = timedelta(seconds=15)
NOT_SOONER_THAN = timedelta(seconds=10)
# An answer this old is no news; its mail has long gone.
STALE_AFTER = timedelta(days=1)
FIRST_AGAIN_SECONDS = 60.0
# 60 seconds, 4, 16 and 64 minutes, 4 and 17 hours: then nobody is there any more.
MOST_FAILURES = 6


def wait_seconds(told_at: datetime | None, now: datetime) -> float:
    """Return how long an app is left in peace after it was told last; 0 where it may be told now."""
    return max(0.0, (told_at + NOT_SOONER_THAN - now).total_seconds()) if told_at else 0.0


def again_seconds(failed_times: int) -> float | None:
    """Return when to try again where a push service takes nothing, each time four times later; None for no more."""
    return FIRST_AGAIN_SECONDS * 4 ** (failed_times - 1) if failed_times <= MOST_FAILURES else None


def is_stale(answered_at: datetime, now: datetime) -> bool:
    """Tell whether an answer is too old for a push."""
    return now - answered_at > STALE_AFTER
