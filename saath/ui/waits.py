"""The five stitches of the promise, as the server draws them before the browser takes over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from django.utils.translation import gettext

STITCHES = 5
HURRY_SECONDS = 60


@dataclass(frozen=True)
class Wait:
    """How a promise stands: `stitches` left of five, `state` "", "hurry" or "late", and its words."""

    stitches: int
    state: str
    text: str


def wait_until(due_at: datetime, *, now: datetime, full_seconds: int, is_exact: bool = False) -> Wait:
    """Return whole minutes, seconds in the last one (always when `is_exact`), and after it how late."""
    left = ceil((due_at - now).total_seconds())
    if left <= 0:
        return Wait(STITCHES, "late", late_text(-left))
    stitches = min(STITCHES, max(1, ceil(left * STITCHES / max(full_seconds, 1))))
    if left <= HURRY_SECONDS:
        return Wait(stitches, "hurry", _countdown(left))
    return Wait(stitches, "", _countdown(left) if is_exact and left < 3600 else left_text(left))


def left_text(seconds: int) -> str:
    """Return the time left in the largest fitting unit, rounded down: "4 min", "2 h", "3 d"."""
    for unit_seconds, text in ((86400, gettext("%(n)s d")), (3600, gettext("%(n)s h"))):
        if seconds >= 2 * unit_seconds:
            return text % {"n": seconds // unit_seconds}
    return gettext("%(n)s min") % {"n": seconds // 60}


def late_text(seconds: int) -> str:
    """Return how late an answer is: "1 min late" at least."""
    for unit_seconds, text in ((86400, gettext("%(n)s d late")), (3600, gettext("%(n)s h late"))):
        if seconds >= 2 * unit_seconds:
            return text % {"n": seconds // unit_seconds}
    return gettext("%(n)s min late") % {"n": max(1, seconds // 60)}


def _countdown(seconds: int) -> str:
    return f"{seconds // 60}:{seconds % 60:02d}"
