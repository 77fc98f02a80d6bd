"""Pure decisions about times and errors."""

import math
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 3600.0
ERROR_LENGTH = 500
MAX_FAILURES = 20


def backoff_seconds(failures: int, random: Callable[[], float]) -> float:
    """Seconds to wait after the nth failure: doubling up to an hour; `random` (0 to 1) takes up to half off."""
    doublings = min(failures - 1, 30)
    wait = min(FIRST_WAIT_SECONDS * 2.0**doublings, LONGEST_WAIT_SECONDS)
    return wait * (1 - random() / 2)


def next_run_at(previous: datetime, interval: timedelta, at: datetime) -> datetime:
    """The first moment of the rhythm after `at`: whatever was missed runs once, not once for each miss."""
    steps = max(1, math.floor((at - previous) / interval) + 1)
    return previous + steps * interval


def describe_error(error: BaseException) -> str:
    """Class and place of an error; its message may quote a customer, so it stays out."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {_place(frames[-1])}" if frames else ""
    cause = f" from {type(error.__cause__).__qualname__}" if error.__cause__ else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{cause}{place}"[:ERROR_LENGTH]


def _place(frame: traceback.FrameSummary) -> str:
    file = "/".join(Path(frame.filename).parts[-3:])
    return f"{file}:{frame.lineno} in {frame.name}"
