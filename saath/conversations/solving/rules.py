"""Whether a customer is asked if it is sorted, and for how long they may say so. Pure: facts and the time come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# Who solves a thing without an answer may still think better of it.
ASK_AFTER = timedelta(minutes=10)
SILENT_AFTER = timedelta(days=7)
LINK_LASTS = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Asking:
    """What speaks for and against asking the customer of a conversation.

    `is_proved`: their address is known to be theirs. `is_answered`: a person of the shop has written to them.
    `is_in_copy`: others would get the links too.
    """

    is_wanted: bool
    is_proved: bool
    is_answered: bool
    is_in_copy: bool = False


def may_be_asked(asking: Asking) -> bool:
    """Tell whether the customer may be asked: a borrowed address gets no links, nor does anybody in copy."""
    return asking.is_wanted and asking.is_proved and asking.is_answered and not asking.is_in_copy


def is_link_over(asked_at: datetime, now: datetime) -> bool:
    """Tell whether the links of a question are too old to be answered."""
    return now - asked_at >= LINK_LASTS


def is_late(solved_at: datetime | None, now: datetime, *, after_days: int) -> bool:
    """Tell whether what a customer writes now is no answer to what was solved then, but something that follows it."""
    return solved_at is not None and now - solved_at > timedelta(days=after_days)
