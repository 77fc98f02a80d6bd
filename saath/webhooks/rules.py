"""When something is tried again, when an endpoint is left in peace, and when it is given up. Pure: times come in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

# Jobs that send wait for strangers' servers: threads of their own do so.
QUEUE = "webhooks"
HORIZON = timedelta(days=30)
FORMER_SECRET_LASTS = timedelta(hours=24)
# After these a delivery is tried again: eight tries over 28 hours.
WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
MOST_TRIES = len(WAITS) + 1
# Up to a fifth longer, so that what failed together does not come again together.
JITTER = 0.2
MOST_ASKED_WAIT = timedelta(hours=1)
# One failure may be the fault of one delivery; from here on it is the endpoint's.
FAILS_TO_HOLD = 3
FIRST_HOLD = timedelta(seconds=5)
LONGEST_HOLD = timedelta(minutes=5)
STOP_AFTER = timedelta(days=5)


def wait_after(
    tries: int, *, random: Callable[[], float], asked: timedelta | None = None
) -> timedelta | None:
    """Return how long to wait after the nth try that failed, None where it was the last.

    `random` (0 to 1) lengthens it by up to a fifth; what the other server `asked` for (Retry-After, RFC 9110 10.2.3) is
    kept to, up to an hour.
    """
    if tries > len(WAITS):
        return None
    wait = WAITS[tries - 1] * (1 + JITTER * random())
    return max(wait, min(asked, MOST_ASKED_WAIT)) if asked is not None else wait


def hold_after(failed_times: int, *, asked: timedelta | None = None) -> timedelta:
    """Return how long an endpoint is left in peace that failed so many times in a row, nothing for the first two.

    Then 5 seconds, each time twice as long, 5 minutes at most; what it asked for is kept to, up to an hour.
    """
    hold = timedelta()
    if failed_times >= FAILS_TO_HOLD:
        hold = min(FIRST_HOLD * 2 ** min(failed_times - FAILS_TO_HOLD, 10), LONGEST_HOLD)
    return max(hold, min(asked, MOST_ASKED_WAIT)) if asked is not None else hold


def is_given_up(failing_since: datetime | None, *, at: datetime) -> bool:
    """Tell whether an endpoint has taken nothing for so long that nobody seems to look after it."""
    return failing_since is not None and at - failing_since >= STOP_AFTER


def is_taken(status: int) -> bool:
    """Tell whether a status says that the delivery was taken: 2xx and no other (Standard Webhooks 1.0)."""
    return 200 <= status < 300


def may_replay_from(at: datetime) -> datetime:
    """Return since when something may be sent once more."""
    return at - HORIZON
