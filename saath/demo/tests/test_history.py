"""What the demo tells, without a database."""

from __future__ import annotations

import string
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from saath.demo.history import Times
from saath.demo.hours import week_around
from saath.demo.scenes import waiting
from saath.demo.shop import history
from saath.demo.story import Answers, CustomerWrites
from saath.demo.voices import MAIL_DOMAINS, STYLES, customers, voice
from saath.stores.hours import Calendar, is_open

NOW = datetime(2026, 11, 22, 7, tzinfo=UTC)
TIMES = Times(Calendar(week_around(NOW)), NOW)
SLOTS = {"order", "item", "city", "amount", "date", "courier", "utr", "name", "first"}


def test_the_same_seed_tells_the_same_history() -> None:
    assert history(TIMES, seed=1, conversations=40) == history(TIMES, seed=1, conversations=40)
    assert history(TIMES, seed=1, conversations=40) != history(TIMES, seed=2, conversations=40)


def test_nothing_happens_after_now_or_before_its_customer_wrote() -> None:
    for story in [*history(TIMES, seed=1, conversations=80), *waiting(TIMES)]:
        moments = [step.at for step in story.steps]
        assert moments == sorted(moments)
        assert moments[-1] <= NOW
        assert moments[0] > NOW - timedelta(days=94)


def test_the_team_answers_in_open_hours_only() -> None:
    past = [story for story in history(TIMES, seed=1, conversations=80) if story.key.startswith("past")]
    answers = [step.at for story in past for step in story.steps if isinstance(step.deed, Answers)]
    assert answers
    assert all(is_open(TIMES.calendar, at - timedelta(seconds=1)) for at in answers)


def test_every_customer_has_an_address_that_leads_nowhere() -> None:
    people = [person for style in STYLES for person in customers(style)]
    assert len({person.address for person in people}) == len(people)
    assert all(person.address.isascii() and person.address.endswith(MAIL_DOMAINS) for person in people)
    assert all(domain.endswith((".example", ".test")) for domain in MAIL_DOMAINS)


@pytest.mark.parametrize("style", STYLES)
def test_every_text_has_known_slots_only(style: str) -> None:
    for text in _texts(style):
        assert {name for _text, name, _format, _how in string.Formatter().parse(text) if name} <= SLOTS


def test_one_thread_is_two_hundred_messages_long() -> None:
    lengths = [
        sum(isinstance(step.deed, Answers | CustomerWrites) for step in story.steps)
        for story in history(TIMES, seed=1, conversations=1)
    ]
    assert max(lengths) == 200


def test_who_waits_is_unlike_each_other() -> None:
    openings = [
        step.deed.text
        for story in waiting(TIMES)
        for step in story.steps
        if isinstance(step.deed, CustomerWrites)
    ]
    assert len(set(openings)) == len(openings)


def _texts(style: str) -> Iterator[str]:
    speaks = voice(style)
    for lines in speaks.phrases.values():
        yield from lines
    for theme in speaks.themes:
        yield from (*theme.subjects, *theme.opens, *theme.answers, *theme.notes)
