"""Pure decisions about times."""

import math
from collections.abc import Callable
from datetime import datetime, timedelta

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 3600.0
MAX_FAILURES = 20


def backoff_seconds(failures: int, random: Callable[[], float]) -> float:
    """Seconds to wait after the nth failure: doubling to an hour; `random` (0 to 1) takes up to half off."""
    doublings = min(failures - 1, 30)
    wait = min(FIRST_WAIT_SECONDS * 2.0**doublings, LONGEST_WAIT_SECONDS)
    return wait * (1 - random() / 2)


def next_run_at(previous: datetime, interval: timedelta, at: datetime) -> datetime:
    """The first moment of the rhythm after `at`: whatever was missed runs once, not once for each miss."""
    steps = max(1, math.floor((at - previous) / interval) + 1)
    return previous + steps * interval
