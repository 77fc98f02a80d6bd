"""How the chat stands and who was there, in words of the language in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saath.chats.availability import Availability
from saath.chats.availability_rules import Standing
from saath.chats.staffing_rules import StaffedDay

STANDINGS: dict[Standing, Promise] = {
    Standing.LIVE: gettext_lazy("Visitors see now that somebody is there."),
    Standing.OFF: gettext_lazy("The chat is off: your pages show nothing of it."),
    Standing.CLOSED: gettext_lazy(
        "The shop is closed now: visitors can leave a message, and read when you answer."
    ),
    Standing.NOBODY: gettext_lazy(
        "Nobody who takes chats has the desk open: visitors can leave a message, and read when you answer."
    ),
    Standing.FULL: gettext_lazy(
        "Everybody has as many chats as they can take: visitors can leave a message, and read when you answer."
    ),
    Standing.TOO_LONG: gettext_lazy(
        "The wait would be over your limit: visitors can leave a message, and read when you answer."
    ),
}


@dataclass(frozen=True, slots=True)
class Stand:
    """How the chat stands, as a line of the page."""

    words: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class DayLine:
    """A day with its hours in words; `percent` of the posted hours were staffed, None without any."""

    day: date
    words: str
    beside: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The finding in one sentence, and the days behind it, newest first; '' and none where there is nothing yet."""

    finding: str
    days: Sequence[DayLine]


def standing_in_words(now: Availability | None) -> Stand:
    """Return how the chat stands now; None is a chat that was never switched on."""
    standing = now.standing if now else Standing.OFF
    return Stand(str(STANDINGS[standing]), standing == Standing.LIVE)


def figures_in_words(days: Sequence[StaffedDay]) -> Figures:
    """Return posted hours against staffed ones in words; days on which neither was anything are left out."""
    lines = [_line(day) for day in days if day.posted_seconds >= 60 or day.beside_seconds >= 60]
    posted = sum(day.posted_seconds for day in days)
    if not lines:
        return Figures("", ())
    staffed = sum(day.staffed_seconds for day in days)
    finding = _("Of %(posted)s of posted opening hours, somebody was there for %(staffed)s.")
    return Figures(finding % {"posted": hours(posted), "staffed": hours(staffed)}, lines)


def hours(seconds: float) -> str:
    """Return a time in hours and minutes."""
    minutes = int(seconds // 60)
    if minutes < 60:
        return _("%(m)d min") % {"m": minutes}
    if minutes % 60 == 0:
        return _("%(h)d h") % {"h": minutes // 60}
    return _("%(h)d h %(m)d min") % {"h": minutes // 60, "m": minutes % 60}


def _line(day: StaffedDay) -> DayLine:
    said = {"staffed": hours(day.staffed_seconds), "posted": hours(day.posted_seconds)}
    beside = _("and %(time)s beside them") % {"time": hours(day.beside_seconds)}
    return DayLine(
        day=day.day,
        words=_("%(staffed)s of %(posted)s") % said,
        beside=beside if day.beside_seconds >= 60 else "",
        percent=round(100 * day.staffed_seconds / day.posted_seconds) if day.posted_seconds else None,
    )
