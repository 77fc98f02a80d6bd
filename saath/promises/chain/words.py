"""What a step of the chain would do, in the words of whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.promises.chain.queries import Reached
from saath.promises.chain.rules import Moment, Step
from saath.stores.models import Member
from saath.ui.moments import day_text


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A step of the preview: when, why then, and whom it reaches; `warning` says that it names nobody who is there."""

    time: str
    when: str
    gets: str
    hears: str
    is_everybody: bool
    warning: bool


def shown_steps(found: Sequence[Reached], *, begins: datetime, zone: ZoneInfo) -> list[ShownStep]:
    """Return the steps of a preview in words."""
    return [
        ShownStep(
            _time(each.at, begins, zone),
            when(each.step),
            each.gives_to.display_name if each.gives_to else "",
            _names([who for who in each.heard_by if who != each.gives_to]),
            each.is_everybody,
            each.is_fallback,
        )
        for each in found
    ]


def when(step: Step) -> str:
    """Return when a step is taken."""
    match step.moment:
        case Moment.WARNING:
            return _("when it warns")
        case Moment.PERCENT:
            return _("at %(n)d percent of the time") % {"n": step.amount}
        case Moment.MISSED:
            return _("when it is missed")
    minutes = ngettext("%(n)d minute after the miss", "%(n)d minutes after the miss", step.amount)
    return minutes % {"n": step.amount}


def _time(at: datetime | None, begins: datetime, zone: ZoneInfo) -> str:
    if at is None:
        return "–"
    local, clock = at.astimezone(zone), f"{at.astimezone(zone):%H:%M:%S}"
    is_today = local.date() == begins.astimezone(zone).date()
    return clock if is_today else f"{day_text(at, now=begins, zone=zone)}, {clock}"


def _names(members: Sequence[Member]) -> str:
    return ", ".join(each.display_name for each in members)
