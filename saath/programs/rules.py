"""How long a token lasts, and what is let through. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta

LASTS_DAYS = (30, 90, 365)
MOST = timedelta(days=366)
MOST_TOKENS = 50
MOST_APPS = 50
# Of one app by one colleague: one for each of their devices.
MOST_ADMISSIONS = 10
# RFC 6749, 4.1.2 allows ten minutes; an app that is there needs seconds.
CODE_LASTS = timedelta(minutes=2)
WARN_BEFORE = timedelta(days=7)
USE_NOTED_EVERY = timedelta(minutes=1)


def is_good_end(expires_at: datetime, *, at: datetime) -> bool:
    """Tell whether a token made `at` a time may end then: later, and at most 366 days."""
    return at < expires_at <= at + MOST


def is_use_due(last_used_at: datetime | None, *, at: datetime) -> bool:
    """Tell whether a use is written down: the first of each minute."""
    return last_used_at is None or at - last_used_at >= USE_NOTED_EVERY
