"""Times as staff read them: the store's zone, 24 hours, near days by name."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, gettext

from saath.core.languages import language_of

KEPT_DAYS = 1_000


def moment_text(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return "Today 14:21", "Yesterday 09:12", "Wed 19 Nov 09:12" or, of another year, "19 Nov 2024"."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    clock = f"{local:%H:%M}"
    day = local.date()
    if day == today:
        return gettext("Today %(clock)s") % {"clock": clock}
    if day == today - timedelta(days=1):
        return gettext("Yesterday %(clock)s") % {"clock": clock}
    if day == today + timedelta(days=1):
        return gettext("Tomorrow %(clock)s") % {"clock": clock}
    if day.year != today.year:
        return _day(day, "d MMM y", _locale())
    return f"{_day(day, 'EEE d MMM', _locale())} {clock}"


def full_text(at: datetime, *, zone: ZoneInfo) -> str:
    """Return a time whose words stay true: "Wed 19 Nov 18:00"."""
    local = at.astimezone(zone)
    return f"{_day(local.date(), 'EEE d MMM', _locale())} {local:%H:%M}"


def day_text(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return "Today", "Yesterday", "Tue 18 Nov" or, of another year, "18 Nov 2024"."""
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return _day(day, "EEE d MMM" if day.year == today.year else "d MMM y", _locale())


def clock_text(at: datetime, *, zone: ZoneInfo) -> str:
    """Return the time of day alone: "14:21"."""
    return f"{at.astimezone(zone):%H:%M}"


@lru_cache(maxsize=KEPT_DAYS)
def _day(day: date, pattern: str, locale: str) -> str:
    return format_date(day, pattern, locale=locale)


def _locale() -> str:
    return language_of(get_language()).locale
