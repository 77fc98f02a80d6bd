"""How a question to somebody outside stands, and what its clock asks for. Pure: facts and the time come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

FURTHEST = timedelta(days=30)
# So long after its time a link still takes an answer.
LINK_LASTS = timedelta(days=14)
# Who has less time than this is not reminded: they have only just read it.
SHORTEST_TO_REMIND = timedelta(minutes=20)


class Stand(StrEnum):
    """How a question stands."""

    OPEN = "open"
    ANSWERED = "answered"
    OVERDUE = "overdue"
    TAKEN_BACK = "taken_back"
    CLOSED = "closed"
    EXPIRED = "expired"


TAKES_ANSWERS = (Stand.OPEN, Stand.ANSWERED, Stand.OVERDUE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a question; `is_over` says that its conversation is solved, or was put aside."""

    asked_at: datetime
    due_at: datetime
    expires_at: datetime
    reminded_at: datetime | None
    overdue_at: datetime | None
    answered_at: datetime | None
    ended_at: datetime | None
    is_over: bool = False


def stand_of(asked: Asked, now: datetime) -> Stand:
    """Return how a question stands at a moment."""
    if asked.ended_at is not None:
        return Stand.CLOSED if asked.answered_at is not None else Stand.TAKEN_BACK
    if asked.is_over:
        return Stand.CLOSED
    if now >= asked.expires_at:
        return Stand.EXPIRED
    if asked.answered_at is not None:
        return Stand.ANSWERED
    return Stand.OVERDUE if now >= asked.due_at else Stand.OPEN


def reminds_at(asked_at: datetime, due_at: datetime) -> datetime | None:
    """Return when somebody is reminded: once, when three quarters of their time have passed; None for a short time."""
    time = due_at - asked_at
    return asked_at + time * 0.75 if time >= SHORTEST_TO_REMIND else None


def is_to_remind(asked: Asked, now: datetime) -> bool:
    """Tell whether it is time for the one reminder."""
    at = reminds_at(asked.asked_at, asked.due_at)
    is_time = at is not None and at <= now
    return is_time and asked.reminded_at is None and stand_of(asked, now) is Stand.OPEN


def is_newly_overdue(asked: Asked, now: datetime) -> bool:
    """Tell whether the time has passed, and nobody was told yet."""
    return asked.overdue_at is None and stand_of(asked, now) is Stand.OVERDUE
