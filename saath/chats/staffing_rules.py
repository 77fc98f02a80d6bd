"""Posted hours against hours really staffed, as spells that join without gaps. Pure: the clock is an argument.

Once a minute somebody looks whether anybody is there. What lies between two looks is cut where the shop opens or closes,
and joined to what was the same before, so that a quiet day is a handful of rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from saath.stores.hours import Calendar, is_open, next_closing, next_opening

# A look may come late or be lost once; after a longer silence nobody can say who was there, and nobody is assumed.
LONGEST_BETWEEN_LOOKS = timedelta(seconds=150)
# What a stopped installation owes the record is written when it is back, but no more than this.
LONGEST_GAP = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch in which the shop was, or was not, posted as open, and somebody, or nobody, was there for chats."""

    starts_at: datetime
    ends_at: datetime
    is_posted: bool
    is_staffed: bool

    @property
    def seconds(self) -> float:
        """Return how long it is."""
        return (self.ends_at - self.starts_at).total_seconds()


@dataclass(frozen=True, slots=True)
class StaffedDay:
    """Seconds of a day on which the shop was posted as open, of these staffed, and staffed beside the posted hours."""

    day: date
    posted_seconds: float
    staffed_seconds: float
    beside_seconds: float


def spells_after(
    last: Spell | None, calendar: Calendar, *, at: datetime, is_staffed: bool
) -> tuple[Spell, ...]:
    """Return what a look at `at` makes of the record: the last spell, grown where nothing changed, and those after it.

    The first look begins the record. After too long a silence the time between was staffed by nobody we know of.
    """
    if last is None:
        return (Spell(at, at, is_open(calendar, at), is_staffed),)
    if last.ends_at >= at:
        return (last,)
    since = max(last.ends_at, at - LONGEST_GAP)
    was_seen = at - last.ends_at <= LONGEST_BETWEEN_LOOKS
    return _joined([last, *_cut(calendar, since, at, is_staffed=is_staffed and was_seen)])


def _cut(calendar: Calendar, start: datetime, end: datetime, *, is_staffed: bool) -> list[Spell]:
    """Return the spells of a stretch, cut where the shop opens or closes."""
    spells = []
    while start < end:
        is_posted = is_open(calendar, start)
        turn = next_closing(calendar, start) if is_posted else next_opening(calendar, start)
        until = min(turn or end, end)
        spells.append(Spell(start, until, is_posted, is_staffed))
        start = until
    return spells


def _joined(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    joined: list[Spell] = []
    for spell in spells:
        if joined and _goes_on(joined[-1], spell):
            joined[-1] = replace(joined[-1], ends_at=spell.ends_at)
        else:
            joined.append(spell)
    return tuple(joined)


def _goes_on(before: Spell, after: Spell) -> bool:
    is_same = (before.is_posted, before.is_staffed) == (after.is_posted, after.is_staffed)
    return is_same and before.ends_at == after.starts_at


def staffed_since(spells: Iterable[Spell], *, at: datetime) -> datetime:
    """Return since when somebody has been there without a break, `at` where nobody was: of spells in order."""
    since = at
    for spell in spells:
        if not spell.is_staffed:
            since = at
        elif since == at:
            since = spell.starts_at
    return since


def days_of(spells: Iterable[Spell], zone: ZoneInfo) -> list[StaffedDay]:
    """Return the figures of each day of the shop's calendar that the spells touch, oldest first."""
    found: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for spell in spells:
        for day, seconds in _by_day(spell, zone):
            figures = found[day]
            figures[0] += seconds * spell.is_posted
            figures[1] += seconds * (spell.is_posted and spell.is_staffed)
            figures[2] += seconds * (spell.is_staffed and not spell.is_posted)
    return [StaffedDay(day, *figures) for day, figures in sorted(found.items())]


def _by_day(spell: Spell, zone: ZoneInfo) -> Iterable[tuple[date, float]]:
    start = spell.starts_at
    while start < spell.ends_at:
        day = start.astimezone(zone).date()
        until = min(spell.ends_at, _midnight_after(day, zone))
        yield day, (until - start).total_seconds()
        start = until


def _midnight_after(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
