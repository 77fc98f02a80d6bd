"""Figures out of folded counts are those of the plain times."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import ceil
from random import Random
from zoneinfo import ZoneInfo

import pytest

from saath.promises.standards.measuring import (
    EDGES,
    Stopped,
    Tally,
    empty,
    figures_of,
    place_of,
    tally,
    within,
)

INDIA = ZoneInfo("Asia/Kolkata")
NOON = datetime(2026, 11, 2, 6, 30, tzinfo=UTC)


def counts_of(times: list[float]) -> list[int]:
    counts = empty()
    for seconds in times:
        counts[place_of(seconds)] += 1
    return counts


def plainly(times: list[float], share: float) -> int | None:
    """Return the time of the one who stands at a share of all, rounded up to an edge."""
    reached = sorted(times)[ceil(share * len(times)) - 1]
    return next((edge for edge in EDGES if reached <= edge), None)


@pytest.mark.parametrize("seed", range(60))
def test_folded_figures_are_those_of_a_plain_computation(seed: int) -> None:
    chance = Random(seed)
    clocks = [clock(chance) for _ in range(chance.randint(10, 400))]
    found = figures_of(tally(clocks, zone=INDIA).values())
    stopped = [each for each in clocks if each.stopped_at is not None]
    assert found is not None
    assert found.count == len(clocks)
    assert found.percent == int(100 * sum(each.is_kept for each in clocks) / len(clocks) + 1e-9)
    for share, open_time, all_time in (
        (0.5, found.open_half, found.all_half),
        (0.9, found.open_most, found.all_most),
    ):
        assert open_time == plainly([each.took_open_seconds for each in stopped], share)
        assert all_time == plainly([each.took_seconds for each in stopped], share)


def clock(chance: Random) -> Stopped:
    open_seconds = chance.choice(
        [chance.uniform(0, 900), chance.uniform(0, 90 * 86400), float(chance.choice(EDGES))]
    )
    decided = NOON + timedelta(hours=chance.uniform(-400, 0))
    is_kept = chance.random() < 0.8
    stopped = decided if is_kept else decided + timedelta(hours=chance.uniform(0, 60))
    is_over = is_kept or chance.random() < 0.7
    return Stopped(
        "email", "first_answer", is_kept, decided, stopped if is_over else None,
        open_seconds + chance.uniform(0, 86400), open_seconds,
    )  # fmt: skip


def test_a_day_is_one_of_the_shop() -> None:
    late = datetime(2026, 11, 2, 18, 29, 59, tzinfo=UTC)
    clocks = [Stopped("email", "solution", True, at, at) for at in (late, late + timedelta(seconds=1))]
    assert {day for day, _channel, _kind in tally(clocks, zone=INDIA)} == {
        date(2026, 11, 2),
        date(2026, 11, 3),
    }


def test_a_missed_promise_counts_on_the_day_it_was_missed_and_its_time_on_the_day_it_ended() -> None:
    ended = NOON + timedelta(days=2)
    found = tally([Stopped("chat", "first_answer", False, NOON, ended, 200_000, 60_000)], zone=INDIA)
    first, last = (
        found[date(2026, 11, 2), "chat", "first_answer"],
        found[date(2026, 11, 4), "chat", "first_answer"],
    )
    assert (first.count, sum(first.open_times), last.count, sum(last.open_times)) == (1, 0, 0, 1)


def test_nothing_is_said_of_fewer_than_ten() -> None:
    assert figures_of([Tally(9, 9, counts_of([60.0] * 9), counts_of([60.0] * 9))]) is None
    assert figures_of([Tally(10, 9, counts_of([60.0] * 10), counts_of([60.0] * 10))]) is not None
    assert figures_of([]) is None


def test_nearly_all_is_not_all() -> None:
    found = figures_of([Tally(1000, 999, counts_of([1.0] * 1000), counts_of([1.0] * 1000))])
    assert found is not None
    assert found.percent == 99


def test_what_takes_longer_than_any_edge_has_no_figure() -> None:
    assert within(counts_of([1.0] * 5 + [EDGES[-1] + 1.0] * 5), 0.5) == 60
    assert within(counts_of([1.0] * 4 + [EDGES[-1] + 1.0] * 6), 0.5) is None
    assert within(empty(), 0.5) is None
