"""How long it usually is quiet between two pieces of news, and when it is quiet for too long. Pure.

Only hours in which the shop is open count, so that no night, weekly day off or holiday makes a silence. News that come
together, as several of one order do, count as one. A gap that is longer than usual moves what is usual thirty-two times as far
as a shorter one: where news come at random that is nearly three times the mean gap, and three times as long as that comes once in
some four thousand gaps.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from saath.stores.hours import Calendar, open_seconds_between

TOGETHER = timedelta(minutes=5)
LONGER_MOVES, SHORTER_MOVES = 1 / 8, 1 / 256
# Fewer gaps say nothing of what is usual; what is younger than this is no silence, however busy the shop.
ENOUGH_GAPS = 20
SHORTEST_SILENCE = timedelta(hours=1)
TIMES_USUAL = 3


def usual_after(usual_seconds: float, gap_seconds: float, *, gaps: int) -> float:
    """Return what is usual after one more gap; the first few only find out where to begin."""
    if gaps < ENOUGH_GAPS:
        return max(usual_seconds, gap_seconds)
    weight = LONGER_MOVES if gap_seconds > usual_seconds else SHORTER_MOVES
    return usual_seconds + weight * (gap_seconds - usual_seconds)


def gap_between(calendar: Calendar, before: datetime, after: datetime) -> float | None:
    """Return the open seconds between two pieces of news, None where they came together or all while the shop was closed."""
    if after - before < TOGETHER:
        return None
    return open_seconds_between(calendar, before, after) or None


def is_silent(
    calendar: Calendar, *, last_heard_at: datetime, at: datetime, usual_seconds: float, gaps: int
) -> bool:
    """Tell whether it is quiet for more than three times as long as usual."""
    if gaps < ENOUGH_GAPS:
        return False
    allowed = max(TIMES_USUAL * usual_seconds, SHORTEST_SILENCE.total_seconds())
    if (at - last_heard_at).total_seconds() <= allowed:
        return False
    return open_seconds_between(calendar, last_heard_at, at) > allowed
