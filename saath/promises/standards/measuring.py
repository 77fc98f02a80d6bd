"""How promises were kept, out of counts by how long things took. Pure.

A time is told by the edge under which it fell: "half within 4 minutes" is true of every edge that is told, and no more
exact than that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import ceil
from typing import Final
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60, 3600, 86400
# Seconds; a time falls under the first edge that is not below it, and into the last place when over them all.
EDGES: Final = (
    *(minutes * MINUTE for minutes in (1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 45)),
    *(hours * HOUR for hours in (1, 2, 3, 4, 6, 8, 12, 18, 24, 36)),
    *(days * DAY for days in (2, 3, 4, 5, 7, 10, 14, 21, 30, 60)),
)
FEWEST: Final = 10
DAYS: Final = 30
HALF, NINE_OF_TEN = 0.5, 0.9


@dataclass(frozen=True, slots=True)
class Stopped:
    """A clock as figures see it: when it was decided whether the promise is kept, and what it took once it stopped.

    One that was missed is decided when its time was up, though nobody has answered yet.
    """

    channel: str
    kind: str
    is_kept: bool
    decided_at: datetime
    stopped_at: datetime | None = None
    took_seconds: float = 0
    took_open_seconds: float = 0


@dataclass(slots=True)
class Tally:
    """Counts of a day, channel and kind."""

    count: int = 0
    kept: int = 0
    open_times: list[int] = field(default_factory=lambda: empty())
    all_times: list[int] = field(default_factory=lambda: empty())


@dataclass(frozen=True, slots=True)
class Figures:
    """How a promise was kept: how many were made, the percent kept, and seconds within which half and nine of ten came.

    `open_*` count open hours alone, `all_*` nights and holidays too; None where it took longer than any edge.
    """

    count: int
    percent: int
    open_half: int | None
    open_most: int | None
    all_half: int | None
    all_most: int | None


def empty() -> list[int]:
    """Return counts of nothing."""
    return [0] * (len(EDGES) + 1)


def place_of(seconds: float) -> int:
    """Return the place of a time among the counts."""
    return bisect_left(EDGES, seconds)


def within(counts: Sequence[int], share: float) -> int | None:
    """Return the lowest edge under which at least this share fell, None without any or where it is over the last."""
    wanted, seen = ceil(share * sum(counts)), 0
    for edge, count in zip(EDGES, counts, strict=False):
        seen += count
        if wanted and seen >= wanted:
            return edge
    return None


def tally(clocks: Iterable[Stopped], *, zone: ZoneInfo) -> dict[tuple[date, str, str], Tally]:
    """Return the counts of clocks by day of the shop, channel and kind."""
    found: dict[tuple[date, str, str], Tally] = {}
    for clock in clocks:
        decided = found.setdefault((_day(clock.decided_at, zone), clock.channel, clock.kind), Tally())
        decided.count += 1
        decided.kept += clock.is_kept
        if clock.stopped_at is not None:
            stopped = found.setdefault((_day(clock.stopped_at, zone), clock.channel, clock.kind), Tally())
            stopped.open_times[place_of(clock.took_open_seconds)] += 1
            stopped.all_times[place_of(clock.took_seconds)] += 1
    return found


def figures_of(tallies: Iterable[Tally]) -> Figures | None:
    """Return the figures of days together; None with fewer than ten, of which a figure would say nothing."""
    days = list(tallies)
    count, kept = sum(day.count for day in days), sum(day.kept for day in days)
    open_times = [sum(each) for each in zip(*(day.open_times for day in days), strict=True)]
    all_times = [sum(each) for each in zip(*(day.all_times for day in days), strict=True)]
    if count < FEWEST:
        return None
    # Rounded down: 99.6 % is not "all".
    return Figures(
        count,
        100 * kept // count,
        *(within(times, share) for times in (open_times, all_times) for share in (HALF, NINE_OF_TEN)),
    )


def _day(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
