"""When a shop is open and when it answers, as its chat says it to a visitor. It asks nothing: clock and hours are arguments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton, get_day_names

from saath.conversations.promised_words import clock_in_words, day_in_words
from saath.core.languages import language_of
from saath.stores.calendar import Hours
from saath.stores.hours import MIDNIGHT, Interval, WeekHours

ANSWERS: Mapping[str, str] = {
    "en": "We answer by {clock} {day}.",
    "hi": "{day} {clock} तक आपको जवाब मिल जाएगा।",
    "gu": "{day} {clock} સુધીમાં તમને જવાબ મળી જશે.",
}
OPENS: Mapping[str, str] = {
    "en": "We open at {clock} {day}.",
    "hi": "हम {day} {clock} खुलेंगे।",
    "gu": "અમે {day} {clock}થી ખુલ્લા છીએ.",
}
SPANS: Mapping[str, str] = {"en": "{start} to {end}", "hi": "{start} से {end} तक", "gu": "{start}થી {end} સુધી"}
AND: Mapping[str, str] = {"en": " and ", "hi": " और ", "gu": " અને "}
EVERY_DAY: Mapping[str, str] = {"en": "Every day", "hi": "रोज़", "gu": "દરરોજ"}
ALL_DAY: Mapping[str, str] = {"en": "round the clock", "hi": "चौबीसों घंटे", "gu": "ચોવીસે કલાક"}
CLOSED: Mapping[str, str] = {"en": "closed", "hi": "बंद", "gu": "બંધ"}
DAYS_AHEAD = 14
WHOLE_DAY = (Interval(MIDNIGHT, MIDNIGHT),)


def answers_in_words(at: datetime, *, now: datetime, zone: ZoneInfo, language: str) -> str:
    """Return the sentence that promises an answer by a moment."""
    return _sentence(ANSWERS, at, now, zone, language)


def opens_in_words(at: datetime, *, now: datetime, zone: ZoneInfo, language: str) -> str:
    """Return the sentence that says when the shop opens next."""
    return _sentence(OPENS, at, now, zone, language)


def hours_in_words(week: WeekHours, language: str) -> list[str]:
    """Return the hours of a week, a line for days in a row that have the same; closed days are left out."""
    runs = [list(run) for _hours, run in groupby(range(7), key=lambda day: week.days[day])]
    return [
        f"{_days(run, language)} {_day(week.days[run[0]], language)}" for run in runs if week.days[run[0]]
    ]


def special_days_in_words(hours: Hours, *, today: date, language: str) -> list[str]:
    """Return what is not as usual in the next days, a line each: the hours, or that it is closed, and why."""
    days = (today + timedelta(days=number) for number in range(DAYS_AHEAD))
    return [_special(hours, day, language) for day in days if day in hours.reasons]


def _special(hours: Hours, day: date, language: str) -> str:
    intervals, why = hours.calendar.on(day), hours.why(day, language)
    shown = format_skeleton("MMMEd", day, locale=language_of(language).locale)
    said = f"{shown}: {_day(intervals, language) if intervals else CLOSED[language]}"
    return f"{said} ({why})" if why else said


def _sentence(words: Mapping[str, str], at: datetime, now: datetime, zone: ZoneInfo, language: str) -> str:
    clock = clock_in_words(at.astimezone(zone).time(), language)
    sentence = words[language].format(clock=clock, day=day_in_words(at, now=now, zone=zone, way=language))
    return sentence[0].upper() + sentence[1:]


def _days(run: list[int], language: str) -> str:
    if len(run) == 7:
        return EVERY_DAY[language]
    names = get_day_names("abbreviated", locale=language_of(language).locale)
    ends = run if len(run) == 1 else [run[0], run[-1]]
    return "–".join(names[day] for day in ends)


def _day(intervals: tuple[Interval, ...], language: str) -> str:
    if intervals == WHOLE_DAY:
        return ALL_DAY[language]
    return AND[language].join(_span(interval, language) for interval in intervals)


def _span(interval: Interval, language: str) -> str:
    start, end = (clock_in_words(each, language) for each in (interval.start, interval.end))
    if language == "en" and interval.end == MIDNIGHT:
        end = "24:00"
    return SPANS[language].format(start=start, end=end)
