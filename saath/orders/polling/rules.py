"""When a platform is asked, from which moment on, and what counts as a gap."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from saath.orders.connectors.base import Busy, NeedsReauth, PlatformError, Unreachable
from saath.orders.data import OrderData
from saath.orders.polling.place import Place

EVERY = timedelta(minutes=5)
# Rounds of many shops are spread: each waits a fifth more or less.
SPREAD = 0.2
# Platforms write down a change a little after its own time; a round begins so much before what the last one saw.
OVERLAP = timedelta(minutes=5)
# Once a day a round goes back by a day, for what was written down much later.
LOOK_BACK = timedelta(days=1)
# A delivery may take so long; what nobody told of by then is a gap.
DELIVERED_BY = timedelta(minutes=10)
LONGEST_PAUSE = timedelta(hours=6)
# A shop's server may be away for a moment: people hear of it when it was so often in a row.
TOLD_AFTER = 3
MOST_UNREADABLE = 20
# A courier is asked about a parcel of which nobody said anything for a day, twice a day at most, for so long after the order.
QUIET_AFTER = timedelta(days=1)
ASKED_AGAIN_AFTER = timedelta(hours=12)
ON_ITS_WAY_FOR = timedelta(days=60)
PARCELS_A_ROUND = 200


class Trouble(StrEnum):
    """What is wrong when a platform is asked."""

    NEEDS_KEY = "needs_key"
    UNREACHABLE = "unreachable"
    BUSY = "busy"
    REFUSED = "refused"


def begins_at(place: Place, *, connected_at: datetime, now: datetime) -> datetime:
    """Return from which moment on a round asks for changes."""
    if place.since is None:
        return connected_at - OVERLAP
    return place.since - (LOOK_BACK if looks_back(place, now=now) else OVERLAP)


def looks_back(place: Place, *, now: datetime) -> bool:
    """Tell whether this round goes back by a day."""
    return place.looked_back_at is None or now - place.looked_back_at >= LOOK_BACK


def next_at(now: datetime, *, dice: float) -> datetime:
    """Return when to ask next after all went well; `dice` is from 0 to 1."""
    return now + EVERY * (1 - SPREAD + 2 * SPREAD * dice)


def pause(trouble: Trouble, failures: int, *, asked_seconds: float) -> timedelta:
    """Return how long to leave a platform alone: longer each time, and long where only a person can help."""
    if trouble == Trouble.NEEDS_KEY:
        return LONGEST_PAUSE
    longer = EVERY * (1 << min(failures - 1, 10))
    return min(max(longer, timedelta(seconds=asked_seconds)), LONGEST_PAUSE)


def is_told(trouble: Trouble, failures: int) -> bool:
    """Tell whether people should hear of it."""
    return trouble in (Trouble.NEEDS_KEY, Trouble.REFUSED) or failures >= TOLD_AFTER


def trouble_of(error: PlatformError) -> Trouble:
    """Return of which kind a platform's error is."""
    if isinstance(error, NeedsReauth):
        return Trouble.NEEDS_KEY
    if isinstance(error, Busy):
        return Trouble.BUSY
    if isinstance(error, Unreachable):
        return Trouble.UNREACHABLE
    return Trouble.REFUSED


def overdue(orders: Sequence[OrderData], *, now: datetime) -> list[OrderData]:
    """Return the orders whose delivery should have come by now."""
    return [order for order in orders if order.updated_at < now - DELIVERED_BY]
