"""What the chat says of hours, as people say it in each language."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from saath.chats.said import answers_in_words, hours_in_words, opens_in_words, special_days_in_words
from saath.stores.calendar import Hours
from saath.stores.hours import ALWAYS_OPEN, INDIA, NEVER_OPEN, Calendar, Interval, WeekHours

NIGHT = datetime(2026, 11, 23, 23, 10, tzinfo=INDIA)
MORNING = NIGHT + timedelta(hours=10, minutes=55)
DAY = (Interval(time(10), time(13)), Interval(time(14), time(21, 30)))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We answer by 10:05 tomorrow."),
        ("hi", "कल सुबह 10:05 बजे तक आपको जवाब मिल जाएगा।"),
        ("gu", "કાલે સવારે 10:05 વાગ્યા સુધીમાં તમને જવાબ મળી જશે."),
    ],
)
def test_an_answer_is_promised_by_the_clock(language: str, sentence: str) -> None:
    assert answers_in_words(MORNING, now=NIGHT, zone=INDIA, language=language) == sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "We open at 10:05 tomorrow."),
        ("hi", "हम कल सुबह 10:05 बजे खुलेंगे।"),
        ("gu", "અમે કાલે સવારે 10:05 વાગ્યાથી ખુલ્લા છીએ."),
    ],
)
def test_the_next_opening_is_said_by_the_clock(language: str, sentence: str) -> None:
    assert opens_in_words(MORNING, now=NIGHT, zone=INDIA, language=language) == sentence


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Mon–Sat 10:00 to 13:00 and 14:00 to 21:30"]),
        ("hi", ["सोम–शनि सुबह 10 बजे से दोपहर 1 बजे तक और दोपहर 2 बजे से रात 9:30 बजे तक"]),
        ("gu", ["સોમ–શનિ સવારે 10 વાગ્યાથી બપોરે 1 વાગ્યા સુધી અને બપોરે 2 વાગ્યાથી રાત્રે 9:30 વાગ્યા સુધી"]),
    ],
)
def test_days_in_a_row_with_the_same_hours_are_one_line(language: str, lines: list[str]) -> None:
    assert hours_in_words(WeekHours(((DAY,) * 6) + ((),)), language) == lines


def test_hours_round_the_clock_on_every_day_and_never() -> None:
    assert hours_in_words(ALWAYS_OPEN, "en") == ["Every day round the clock"]
    assert hours_in_words(ALWAYS_OPEN, "hi") == ["रोज़ चौबीसों घंटे"]
    assert hours_in_words(NEVER_OPEN, "gu") == []


def test_a_week_with_a_break_has_a_line_for_each_part() -> None:
    late = (Interval(time(18), time(0)),)
    week = WeekHours((DAY[:1], DAY[:1], (), late, late, late, late))
    assert hours_in_words(week, "en") == ["Mon–Tue 10:00 to 13:00", "Thu–Sun 18:00 to 24:00"]


DIWALI = date(2026, 11, 8)
HOURS = Hours(
    Calendar(
        WeekHours((DAY,) * 7),
        frozenset({date(2026, 11, 24)}),
        INDIA,
        {DIWALI: (Interval(time(16), time(21)),), date(2026, 12, 1): ()},
    ),
    300,
    {
        DIWALI: ("", {"en": "Diwali", "hi": "दिवाली"}),
        date(2026, 11, 24): ("Guru Nanak's Jayanti", {"gu": "ગુરુ નાનક જયંતિ"}),
        date(2026, 12, 1): ("", {}),
    },
)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        ("en", ["Sun, 8 Nov: 16:00 to 21:00 (Diwali)"]),
        ("hi", ["रवि, 8 नव॰: शाम 4 बजे से रात 9 बजे तक (दिवाली)"]),
        ("gu", ["રવિ, 8 નવે: સાંજે 4 વાગ્યાથી રાત્રે 9 વાગ્યા સુધી (Diwali)"]),
    ],
)
def test_special_days_are_said_with_their_hours_and_why(language: str, lines: list[str]) -> None:
    assert special_days_in_words(HOURS, today=date(2026, 11, 5), language=language) == lines


def test_closed_days_to_come_are_said_and_past_ones_are_not() -> None:
    said = special_days_in_words(HOURS, today=date(2026, 11, 20), language="gu")
    assert said == ["મંગળ, 24 નવે: બંધ (ગુરુ નાનક જયંતિ)", "મંગળ, 1 ડિસે: બંધ"]
    assert special_days_in_words(HOURS, today=date(2026, 12, 2), language="en") == []
