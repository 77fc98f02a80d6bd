"""Times as staff read them: the store's zone, 24 hours, near days by name."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, gettext

from saath.core.languages import language_of


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
        return format_date(day, "d MMM y", locale=_locale())
    return f"{format_date(day, 'EEE d MMM', locale=_locale())} {clock}"


def day_text(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return "Today", "Yesterday", "Tue 18 Nov" or, of another year, "18 Nov 2024"."""
    day, today = at.astimezone(zone).date(), now.astimezone(zone).date()
    if day == today:
        return gettext("Today")
    if day == today - timedelta(days=1):
        return gettext("Yesterday")
    return format_date(day, "EEE d MMM" if day.year == today.year else "d MMM y", locale=_locale())


def clock_text(at: datetime, *, zone: ZoneInfo) -> str:
    """Return the time of day alone: "14:21"."""
    return f"{at.astimezone(zone):%H:%M}"


def _locale() -> str:
    return language_of(get_language()).locale
