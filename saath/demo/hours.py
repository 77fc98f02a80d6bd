"""When the demo shop is open. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from saath.stores.hours import INDIA, Interval, WeekHours

USUAL_MINUTES = ((10 * 60, 14 * 60), (15 * 60, 21 * 60))
DAY_MINUTES = 24 * 60
BEFORE, AFTER = timedelta(hours=1), timedelta(hours=4)


def week_around(now: datetime) -> WeekHours:
    """Return 10:00 to 14:00 and 15:00 to 21:00 on every day, and the hours around `now`.

    So a stranger who tries the demo at night sees promises that run, not a closed shop.
    """
    hour = now.astimezone(INDIA).replace(minute=0, second=0, microsecond=0)
    start = _minutes(hour - BEFORE)
    spans = sorted([*USUAL_MINUTES, (start, start + int((BEFORE + AFTER).total_seconds() // 60))])
    return WeekHours((tuple(_interval(*span) for span in _within_a_day(_joined(spans))),) * 7)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _within_a_day(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut what crosses midnight in two: the same hours hold on every day."""
    cut = [(start, min(end, DAY_MINUTES)) for start, end in spans]
    cut += [(0, end - DAY_MINUTES) for _start, end in spans if end > DAY_MINUTES]
    return _joined(sorted(cut))


def _interval(start: int, end: int) -> Interval:
    return Interval(_time(start), _time(end))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _minutes(at: datetime) -> int:
    return at.hour * 60 + at.minute
