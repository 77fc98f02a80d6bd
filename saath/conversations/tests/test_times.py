"""Times that are offered lie in the shop's hours, and promises are said as people say them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from saath.conversations.promised_words import sentences_of, way_of_writing
from saath.conversations.times import times_to_ask, times_to_promise, times_to_snooze
from saath.stores.hours import ALWAYS_OPEN, INDIA, NEVER_OPEN, Calendar, Interval, WeekHours

DAY = (Interval(time(9), time(18)),)
SHOP = Calendar(WeekHours((DAY, DAY, DAY, DAY, DAY, DAY, ())))
SATURDAY = datetime(2026, 11, 21, 11, 20, tzinfo=INDIA)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=INDIA)


def test_a_snooze_ends_while_the_shop_is_open() -> None:
    assert times_to_snooze(SHOP, SATURDAY) == [at(21, 14), at(23, 10)]


def test_late_in_the_day_nothing_is_offered_for_today() -> None:
    assert times_to_snooze(SHOP, at(17, 17)) == [at(18, 10), at(23, 10)]


def test_a_holiday_is_no_day_to_come_back() -> None:
    shop = Calendar(SHOP.week, frozenset({date(2026, 11, 18)}))
    assert times_to_snooze(shop, at(17, 17)) == [at(19, 10), at(23, 10)]


def test_a_shop_that_never_opens_offers_no_time() -> None:
    assert times_to_snooze(Calendar(NEVER_OPEN), SATURDAY) == []


def test_somebody_outside_is_given_times_at_which_the_shop_is_open() -> None:
    assert times_to_ask(SHOP, at(17, 11, 20)) == [
        at(17, 12, 30),
        at(17, 13, 30),
        at(17, 18),
        at(18, 10),
        at(18, 12),
    ]
    assert times_to_ask(SHOP, at(21, 17, 10)) == [at(23, 10), at(23, 12)]
    assert times_to_ask(Calendar(NEVER_OPEN), at(17, 11, 20)) == [at(17, 12, 30), at(17, 13, 30)]


def test_promises_are_soon_at_closing_and_on_the_next_open_day() -> None:
    assert times_to_promise(SHOP, at(17, 11, 20)) == [at(17, 12, 30), at(17, 18), at(18, 12), at(18, 18)]


def test_a_shop_that_never_closes_has_times_too() -> None:
    assert times_to_promise(Calendar(ALWAYS_OPEN), at(17, 11, 20))[0] == at(17, 12, 30)


@pytest.mark.parametrize(
    ("way", "words"),
    [
        ("en", "I will write to you by 18:00 today."),
        ("hi", "आज शाम 6 बजे तक आपको मेरा जवाब मिल जाएगा।"),
        ("gu", "આજે સાંજે 6 વાગ્યા સુધીમાં તમને મારો જવાબ મળી જશે."),
        ("hi-Latn", "Aaj shaam 6 baje tak aapko mera jawab mil jayega."),
        ("gu-Latn", "Aaje saanje 6 vagya sudhima tamne maro javab mali jashe."),
    ],
)
def test_a_promise_is_said_in_each_way_of_writing(way: str, words: str) -> None:
    assert sentences_of(at(17, 18), now=at(17, 11), zone=INDIA)["write"][way] == words


def test_another_day_is_named() -> None:
    calls = sentences_of(at(23, 9, 30), now=at(17, 11), zone=INDIA)["call"]
    assert calls["en"] == "I will call you by 09:30 on Monday, 23 November."
    assert calls["hi"] == "23 नवंबर सुबह 9:30 बजे तक आपको मेरा फ़ोन आएगा।"


def test_who_writes_in_latin_letters_is_answered_so() -> None:
    assert way_of_writing("hi", "kab aayega?") == "hi-Latn"
    assert way_of_writing("hi", "कब आएगा?") == "hi"
    assert way_of_writing("en", "when?") == "en"
