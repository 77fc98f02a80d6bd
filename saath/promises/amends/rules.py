"""Whether amends are made for a missed promise, by whom, and with what. Pure: facts and the time come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class WhyNone(StrEnum):
    """Why no amends are made, for good."""

    OFF = "off"
    OVERTAKEN = "overtaken"
    NOT_WAITING = "not_waiting"
    DONE = "done"
    AGAIN = "again"
    SUPPRESSED = "suppressed"
    BY_HAND = "by_hand"
    RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Missed:
    """What is known where a promise was missed.

    `has_ended` says that what was promised came meanwhile, `wrote_since` that the customer wrote after the promise was missed,
    `has_grievance` that their grievance is open, `is_doubted` that a backup was restored since which somebody may have said it.
    """

    mode: str
    has_ended: bool
    is_open: bool
    was_made_amends: bool
    of_customer_within: bool
    is_proved: bool
    is_suppressed: bool
    is_here: bool
    wrote_since: bool
    has_grievance: bool
    is_doubted: bool = False


def why_none(missed: Missed) -> WhyNone | None:
    """Return why no amends are made, None where they are."""
    stops = (
        (missed.mode == "off", WhyNone.OFF),
        (missed.was_made_amends, WhyNone.DONE),
        (missed.has_ended, WhyNone.OVERTAKEN),
        (not missed.is_open, WhyNone.NOT_WAITING),
        (missed.of_customer_within, WhyNone.AGAIN),
        (missed.is_suppressed, WhyNone.SUPPRESSED),
    )
    return next((why for is_so, why in stops if is_so), None)


def needs_person(missed: Missed) -> bool:
    """Tell whether a colleague sends it: where the shop wants so, the customer has complained, or nothing proves who they are."""
    is_delicate = missed.wrote_since or missed.has_grievance or missed.is_here or not missed.is_proved
    return missed.mode == "prepare" or missed.is_doubted or is_delicate


def fits_budget(cost_minor: int, *, spent_minor: int, month_minor: int) -> bool:
    """Tell whether a case is still within the month's budget, to the last paisa."""
    return 0 < cost_minor <= month_minor - spent_minor


def month_began(now: datetime, zone: ZoneInfo) -> datetime:
    """Return when the month began in which a time of a zone lies."""
    local = now.astimezone(zone)
    return local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
