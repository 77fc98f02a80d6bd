"""Times that a colleague picks by one press: in the shop's zone and hours. Pure: the clock is an argument."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from saath.stores.hours import Calendar, next_closing, next_opening

MIDNIGHT, MORNING, NOON = time(), time(10), time(12)
SOON, LATER = timedelta(hours=1), timedelta(hours=2)
MONDAY = 0


def times_to_snooze(calendar: Calendar, at: datetime) -> list[datetime]:
    """Return later today, the next open day and Monday, each while the shop is open; what falls together is there once."""
    local = at.astimezone(calendar.zone)
    until_monday = (MONDAY - local.weekday() - 1) % 7 + 1
    later = _next_hour(local + LATER)
    today = [later] if later.date() == local.date() and next_opening(calendar, later) == later else []
    days = [_open_day_at(calendar, _on(local, days, MIDNIGHT), MORNING) for days in (1, until_monday)]
    return _in_order([*today, *days])


def times_to_promise(calendar: Calendar, at: datetime) -> list[datetime]:
    """Return in an hour or so, when the shop closes, and the next open day at noon and at its end."""
    local = at.astimezone(calendar.zone)
    soon, closing = _next_half_hour(local + SOON), next_closing(calendar, local)
    is_near = closing is not None and closing.astimezone(calendar.zone).date() == local.date()
    today = [soon, closing if closing and is_near and closing > soon else None]
    noon = _open_day_at(calendar, _on(local, 1, MIDNIGHT), NOON)
    ends = next_closing(calendar, noon) if noon else None
    return _in_order([*today, noon, ends])


def times_to_ask(calendar: Calendar, at: datetime) -> list[datetime]:
    """Return in an hour and in two, when the shop closes, and the next open day in the morning and at noon."""
    local = at.astimezone(calendar.zone)
    soon = [_next_half_hour(local + wait) for wait in (SOON, LATER)]
    today = [each for each in soon if next_opening(calendar, each) == each and each.date() == local.date()]
    closing = next_closing(calendar, local)
    if closing and closing > soon[0] and closing.astimezone(calendar.zone).date() == local.date():
        today.append(closing)
    days = [_open_day_at(calendar, _on(local, 1, MIDNIGHT), clock) for clock in (MORNING, NOON)]
    return _in_order([*today, *days]) or soon


def _open_day_at(calendar: Calendar, midnight: datetime, clock: time) -> datetime | None:
    """Return that time of the first open day from a midnight on, or when the shop is next open after it."""
    opens = next_opening(calendar, midnight)
    if opens is None:
        return None
    return next_opening(calendar, _on(opens.astimezone(calendar.zone), 0, clock))


def _on(local: datetime, days: int, clock: time) -> datetime:
    return datetime.combine(local.date() + timedelta(days=days), clock, local.tzinfo)


def _next_hour(local: datetime) -> datetime:
    whole = local.replace(minute=0, second=0, microsecond=0)
    return whole if whole == local else whole + timedelta(hours=1)


def _next_half_hour(local: datetime) -> datetime:
    whole = local.replace(minute=local.minute // 30 * 30, second=0, microsecond=0)
    return whole if whole == local else whole + timedelta(minutes=30)


def _in_order(found: list[datetime | None]) -> list[datetime]:
    return sorted({each for each in found if each is not None})
