"""Until when a grievance is acknowledged and redressed, and when somebody is told. Pure.

Consumer Protection (E-Commerce) Rules 2020, rule 4: acknowledged within 48 hours, redressed within one month of receipt.
Both are times of the calendar: nights, holidays and pauses count, and nothing starts them anew.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WORD_HOURS = 48
MOST_DAYS = 28
# The causes for which the rules take the right to refuse from the shop, unless it was beyond its control.
PROTECTED = frozenset({"defective", "deficient", "spurious", "undescribed", "late"})
REFUSED = "refused"
FORCE = "force"


class Limit(StrEnum):
    """What is to be kept by when."""

    WORD = "word"
    REDRESS = "redress"
    DOCKET = "docket"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a shop takes, and when it is reminded: hours and days after receipt. `redress_days` is None for a month.

    `docket_notices` are hours before the deadline of a docket.
    """

    zone: ZoneInfo
    word_hours: int = WORD_HOURS
    redress_days: int | None = None
    word_notices: Sequence[int] = (24, 40)
    redress_notices: Sequence[int] = (15, 25)
    docket_notices: Sequence[int] = (72, 24)


@dataclass(frozen=True, slots=True)
class Limits:
    """The two limits of one grievance, and the deadline of its docket where it has one."""

    word: datetime
    redress: datetime
    docket: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """When colleagues are told, and of which limit; `is_last` says that the limit itself has come."""

    at: datetime
    limit: Limit
    is_last: bool = False


def limits_of(received_at: datetime, terms: Terms) -> Limits:
    """Return by when what was received is acknowledged and redressed: never later than the rules say."""
    month = one_month_after(received_at, terms.zone)
    redress = month
    if terms.redress_days is not None:
        redress = min(month, days_after(received_at, terms.redress_days, terms.zone))
    hours = timedelta(hours=min(terms.word_hours, WORD_HOURS))
    return Limits(received_at.astimezone(UTC) + hours, redress)


def one_month_after(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the same time of the same day of the next month in a zone, of a shorter month its last day (31 Jan: 28 Feb)."""
    local = at.astimezone(zone)
    year, month = (local.year, local.month + 1) if local.month < 12 else (local.year + 1, 1)
    day = min(local.day, monthrange(year, month)[1])
    return _earliest(local.replace(year=year, month=month, day=day), zone)


def days_after(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the same time of the day some days later in a zone."""
    return _earliest(at.astimezone(zone) + timedelta(days=days), zone)


def notices_of(received_at: datetime, limits: Limits, terms: Terms, *, needs_word: bool) -> list[Notice]:
    """Return when colleagues are told of limits that are still to be kept, and of a docket’s deadline, the earliest first."""
    found = [Notice(limits.redress, Limit.REDRESS, is_last=True)]
    for days in terms.redress_notices:
        found.append(Notice(days_after(received_at, days, terms.zone), Limit.REDRESS))
    if needs_word:
        found.append(Notice(limits.word, Limit.WORD, is_last=True))
        found += [
            Notice(received_at.astimezone(UTC) + timedelta(hours=hours), Limit.WORD)
            for hours in terms.word_notices
        ]
    ends = {Limit.WORD: limits.word, Limit.REDRESS: limits.redress}
    kept = [each for each in found if each.is_last or each.at < ends[each.limit]]
    return sorted(
        [*kept, *_docket_notices(limits.docket, terms)], key=lambda notice: (notice.at, notice.limit)
    )


def _docket_notices(due_at: datetime | None, terms: Terms) -> list[Notice]:
    if due_at is None:
        return []
    before = [Notice(due_at - timedelta(hours=hours), Limit.DOCKET) for hours in terms.docket_notices]
    return [*before, Notice(due_at, Limit.DOCKET, is_last=True)]


def next_notice(notices: Iterable[Notice], *, after: datetime) -> datetime | None:
    """Return when the next notice after a moment is, None where there is none any more."""
    return min((each.at for each in notices if each.at > after), default=None)


def newest_notice(notices: Iterable[Notice], *, since: datetime, now: datetime) -> Notice | None:
    """Return the one of several notices that came due since a moment which says most: the last; None where none did."""
    due = [each for each in notices if since <= each.at <= now]
    return max(due, key=lambda notice: (notice.at, notice.limit == Limit.REDRESS), default=None)


def is_warned_refusal(outcome: str, cause: str, refusal: str) -> bool:
    """Tell whether the rules speak against a refusal, so that a second person has to agree."""
    return outcome == REFUSED and cause in PROTECTED and refusal != FORCE


def _earliest(local: datetime, zone: ZoneInfo) -> datetime:
    """Return a local time in UTC. Where clocks are changed it is the earlier of two, so that nothing is promised late."""
    bare = local.replace(tzinfo=None)
    both = (bare.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(both)
