"""Ninety days of ordinary conversations, put together by chance from a seed: the same seed and time, the same shop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from saath.demo.saved_replies import with_saved
from saath.demo.story import (
    Answers,
    Customer,
    CustomerWrites,
    Deed,
    HandsOver,
    Notes,
    Reopens,
    Solves,
    Step,
    Story,
    Tags,
)
from saath.demo.team import ANSWERS_IN, ARJUN, FARIDA, MEERA, OWNER
from saath.demo.voices import STYLES, customers, voice
from saath.demo.wording import Wording, wording_for
from saath.stores.hours import INDIA, Calendar, add_open_time

DAYS = 90
STYLE_WEIGHTS = (34, 21, 15, 20, 10)
HOURS = tuple(range(7, 24))
HOUR_WEIGHTS = (1, 2, 5, 8, 9, 8, 6, 5, 5, 7, 8, 8, 9, 10, 9, 6, 3)
LATEST = timedelta(hours=3)
TAG_OF = {
    "late": "delivery",
    "refund": "refund",
    "wholesale": "wholesale",
    "damaged": "quality",
    "colour": "quality",
    "gst": "GST",
    "praise": "धन्यवाद",
    "short": "packing",
}


@dataclass(frozen=True, slots=True)
class Times:
    """The calendar of the shop, and the moment that no deed may pass."""

    calendar: Calendar
    now: datetime

    def answered(self, after: datetime, seconds: float) -> datetime:
        """Return when somebody answers who needs so many seconds of open time."""
        return add_open_time(self.calendar, after, seconds) or after


def past_stories(times: Times, *, count: int, chance: Random) -> Iterator[Story]:
    """Yield so many conversations that are all answered; most are solved, the newest wait for the customer."""
    number = 0
    while number < count:
        story = _story(f"past-{number}", times, chance)
        if story.steps[-1].at < times.now:
            number += 1
            yield story


def _story(key: str, times: Times, chance: Random) -> Story:
    at = _arrival(times.now, chance)
    customer = _customer(chance)
    speaks = voice(customer.style)
    theme = chance.choice(speaks.themes)
    words = wording_for(customer, speaks, theme, at=at, chance=chance)
    by = chance.choice(ANSWERS_IN[customer.style])
    is_recent = times.now - at < timedelta(days=4)
    course = chance.choice(_RECENT if is_recent else _COURSES)
    steps = _timed(course(words, by), at, times, chance)
    return Story(key, customer, words.subject(), tuple(_first_with_saved(steps, theme.key, key)))


def _first_with_saved(steps: Iterator[Step], theme: str, key: str) -> Iterator[Step]:
    """Yield the steps, the first answer perhaps with what is saved about its theme."""
    is_first = True
    for step in steps:
        yield with_saved(step, theme, key) if is_first else step
        is_first = is_first and not isinstance(step.deed, Answers)


def _arrival(now: datetime, chance: Random) -> datetime:
    """Return a moment of the last ninety days, lately more often, at an hour when people write."""
    days = int(DAYS * chance.random() ** 1.4)
    hour = chance.choices(HOURS, HOUR_WEIGHTS)[0]
    day = now.astimezone(INDIA).date() - timedelta(days=days)
    at = datetime.combine(day, time(hour, chance.randrange(60), chance.randrange(60)), INDIA).astimezone(
        now.tzinfo
    )
    return at if at < now - LATEST else at - timedelta(days=1)


def _customer(chance: Random) -> Customer:
    """Return somebody; those at the beginning of the list write more often."""
    known = customers(chance.choices(STYLES, STYLE_WEIGHTS)[0])
    return known[int(len(known) * chance.random() ** 1.5)]


def _timed(deeds: Iterator[Deed], start: datetime, times: Times, chance: Random) -> Iterator[Step]:
    """Give each deed its time: customers write when they like, the team while the shop is open."""
    at = start
    for number, deed in enumerate(deeds):
        match deed:
            case CustomerWrites() if number:
                at += timedelta(seconds=chance.randint(240, 26 * 3600))
            case Answers():
                at = times.answered(at, chance.lognormvariate(5.0, 0.7))
            case Solves() | Reopens():
                at = times.answered(at, chance.randint(60, 1800))
            case Notes() | Tags() | HandsOver():
                at = times.answered(at, chance.randint(10, 60))
        yield Step(at, deed)


def _solved_at_once(words: Wording, by: str) -> Iterator[Deed]:
    yield CustomerWrites(words.opening())
    yield from _tagged(words, by)
    yield Answers(by, words.answer(), solves=True)


def _solved_with_thanks(words: Wording, by: str) -> Iterator[Deed]:
    answer = words.answer()
    yield CustomerWrites(words.opening())
    yield Answers(by, answer)
    yield from _tagged(words, by)
    yield CustomerWrites(words.says("thanks"), quotes=answer)
    yield Solves(by)


def _solved_after_a_talk(words: Wording, by: str) -> Iterator[Deed]:
    answer, second = words.answer(), words.says("reassure")
    yield CustomerWrites(words.opening())
    yield Notes(by, words.note())
    yield Answers(by, answer)
    yield CustomerWrites(words.says("more"), quotes=answer)
    yield Answers(by, second)
    yield from _tagged(words, by)
    yield CustomerWrites(words.says("thanks"), quotes=second)
    yield Solves(by)


def _solved_after_a_chase(words: Wording, by: str) -> Iterator[Deed]:
    answer = words.answer()
    yield CustomerWrites(words.opening())
    yield Answers(by, answer)
    yield CustomerWrites(words.says("chase"))
    yield HandsOver(OWNER.key, _other(by), "knows", words.note())
    yield Answers(_other(by), words.says("reassure"), solves=True)


def _reopened(words: Wording, by: str) -> Iterator[Deed]:
    yield CustomerWrites(words.opening())
    yield Answers(by, words.answer(), solves=True)
    yield Reopens(by)
    yield Notes(by, words.note())
    yield Answers(by, words.says("reassure"), solves=True)


def _with_the_customer(words: Wording, by: str) -> Iterator[Deed]:
    yield CustomerWrites(words.opening())
    yield from _tagged(words, by)
    yield Answers(by, words.answer())


def _came_back(words: Wording, by: str) -> Iterator[Deed]:
    """The customer writes again after it was solved, and is answered."""
    answer = words.answer()
    yield CustomerWrites(words.opening())
    yield Answers(by, answer, solves=True)
    yield CustomerWrites(words.says("more"), quotes=answer)
    yield Answers(by, words.says("reassure"))


def _tagged(words: Wording, by: str) -> Iterator[Deed]:
    name = TAG_OF.get(words.theme.key)
    if name and words.chance.random() < 0.6:
        yield Tags(by, name)


def _other(by: str) -> str:
    team = (MEERA.key, FARIDA.key, ARJUN.key)
    return team[(team.index(by) + 1) % len(team)] if by in team else team[0]


_COURSES = (
    *[_solved_at_once] * 8,
    *[_solved_with_thanks] * 5,
    *[_solved_after_a_talk] * 2,
    _solved_after_a_chase,
    _reopened,
    _came_back,
)
_RECENT = (
    _with_the_customer,
    _with_the_customer,
    _came_back,
    _solved_with_thanks,
    _solved_at_once,
    _solved_after_a_talk,
)
