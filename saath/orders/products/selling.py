"""Which offer an order came of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

# So long after it was sent an offer counts as what an order came of.
COUNTS_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Offered:
    """Something in an order that was offered to who placed it, or whose link the order names; `place` is the caller's."""

    place: int
    public_id: UUID
    sent_at: datetime


def offer_of(offered: Sequence[Offered], *, placed_at: datetime, named: object = None) -> int | None:
    """Return the place of the offer that an order came of: the one whose link it names, else the last one sent before it.

    None where none was sent in the seven days before it was placed.
    """
    timely = [each for each in offered if timedelta(0) <= placed_at - each.sent_at <= COUNTS_FOR]
    by_link = [each for each in timely if each.public_id == named]
    last = max(by_link or timely, key=lambda each: each.sent_at, default=None)
    return last.place if last is not None else None
