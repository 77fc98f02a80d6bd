"""What the last thirty days came to, by channel and kind: a row a day, so that it costs the same for ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from saath.core.clock import now
from saath.promises.models import KeptDay
from saath.promises.standards.measuring import DAYS, Figures, Tally, figures_of
from saath.tenancy.models import Store

KINDS = ("first_answer", "next_answer", "solution")


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
