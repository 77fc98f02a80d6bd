"""Times as a letter to a customer says them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _


def moment_in_words(at: datetime, *, now: datetime, zone: ZoneInfo) -> str:
    """Return a time of the shop's own day in words of the language in force: today, tomorrow, or which day."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    said = {"time": date_format(local, "H:i"), "day": date_format(local, "l, j F")}
    if local.date() == today:
        return _("today at %(time)s") % said
    if local.date() == today + timedelta(days=1):
        return _("tomorrow, %(day)s, at %(time)s") % said
    return _("on %(day)s at %(time)s") % said
