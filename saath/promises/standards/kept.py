"""What the last thirty days came to, by channel and kind: a row a day, so that it costs the same for ever.

The rows are folded from clocks by a job.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from saath.core.clock import now
from saath.promises.models import Clock, KeptDay
from saath.promises.standards.measuring import DAYS, Figures, Stopped, Tally, figures_of
from saath.tenancy.models import Store

KINDS = ("first_answer", "next_answer", "solution")
COLUMNS = (
    "conversation__account__channel",
    "kind",
    "outcome",
    "missed_at",
    "stopped_at",
    "took_seconds",
    "took_open_seconds",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures by channel and kind, those of all channels together under '', and the last day that is in them."""

    until: date
    figures: Mapping[tuple[str, str], Figures]


def kept_lately(store: Store) -> Kept:
    """Return how promises were kept on the thirty days before this one; one statement."""
    today = now().astimezone(store.zone).date()
    rows = KeptDay.objects.filter(day__gte=today - timedelta(days=DAYS), day__lt=today, kind__in=KINDS)
    found: dict[tuple[str, str], list[Tally]] = {}
    for row in rows:
        tally = Tally(row.count, row.kept, row.open_times, row.all_times)
        for channel in {row.channel, ""}:
            found.setdefault((channel, row.kind), []).append(tally)
    figures = {key: figures_of(tallies) for key, tallies in found.items()}
    return Kept(today - timedelta(days=1), {key: each for key, each in figures.items() if each is not None})


def stopped_since(since: date, *, zone: ZoneInfo) -> Iterator[Stopped]:
    """Yield the clocks that stopped or were missed from the beginning of a day of the shop on, as figures see them."""
    begins = datetime.combine(since, time(0), tzinfo=zone)
    outcomes = Clock.Outcome
    is_over = Q(outcome__in=(outcomes.KEPT, outcomes.MISSED), stopped_at__gte=begins)
    is_overdue = Q(outcome=outcomes.NONE, missed_at__gte=begins)
    for picked in (is_over, is_overdue):
        clocks = Clock.objects.filter(picked, kind__in=KINDS, is_calendar=False).exclude(target_seconds=None)
        for row in clocks.values_list(*COLUMNS).iterator(chunk_size=2000):
            yield _as_stopped(*row)


def _as_stopped(
    channel: str,
    kind: str,
    outcome: str,
    missed_at: datetime | None,
    stopped_at: datetime | None,
    took_seconds: float | None,
    took_open_seconds: float | None,
) -> Stopped:
    # A solution that may still be taken up again has stopped and is not over.
    ended_at = stopped_at if outcome else None
    decided_at = missed_at or ended_at
    assert decided_at is not None  # by both conditions above
    return Stopped(
        channel=channel,
        kind=kind,
        is_kept=outcome == Clock.Outcome.KEPT,
        decided_at=decided_at,
        stopped_at=ended_at,
        took_seconds=took_seconds or 0,
        took_open_seconds=took_open_seconds or 0,
    )


def days_to_fold(today: date) -> tuple[date, date]:
    """Return the first and last day whose figures may have changed: an answer that is undone puts yesterday right too.

    Where nothing was folded for long, all that a page can show.
    """
    newest = KeptDay.objects.order_by("-day").values_list("day", flat=True).first()
    oldest = today - timedelta(days=DAYS)
    if newest is None:
        return oldest, today
    return max(oldest, min(newest, today - timedelta(days=1))), today
