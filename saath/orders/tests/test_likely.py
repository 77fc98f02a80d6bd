"""Which order a customer most likely writes about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.orders.likely import Candidate, Guess, Reason, likely
from saath.orders.states import State
from saath.orders.tests.builders import NOON

SHEET = Candidate(
    1, "PT-20418", State.DELIVERED, NOON - timedelta(days=9), titles=["Neelambari bedsheet King"]
)
PILLOW = Candidate(2, "#PT-20511", State.DELIVERED, NOON - timedelta(days=3), titles=["Sukoon pillow"])
PARCEL = Candidate(3, "PT-20600", State.SHIPPED, NOON - timedelta(days=5), titles=["Razai"])


def guess(*said: str, orders: tuple[Candidate, ...] = (SHEET, PILLOW)) -> Guess | None:
    return likely(said, orders, at=NOON)


@pytest.mark.parametrize(
    "text",
    [
        "Where is PT-20418?",
        "pt 20418 kab aayega",
        "मेरा ऑर्डर २०४१८ कहाँ है",
        "મારો ઓર્ડર PT-૨૦૪૧૮ ક્યાં છે?",
        "order no.20418, please",
    ],
)
def test_a_number_decides_in_any_script(text: str) -> None:
    assert guess(text, orders=(SHEET, PILLOW, PARCEL)) == Guess(1, Reason.NUMBER)


def test_the_newest_word_counts_before_older_ones() -> None:
    assert guess("and PT-20418?", "first I asked about PT-20511") == Guess(1, Reason.NUMBER)


@pytest.mark.parametrize("text", ["Sukoon ka takiya accha nahi", "सुकून तकिया फट गया", "સુકૂન ઓશીકું"])
def test_what_is_in_it_tells_in_any_script(text: str) -> None:
    assert guess(text, orders=(SHEET, PILLOW, PARCEL)) == Guess(2, Reason.PRODUCT)


def test_a_word_that_is_in_all_of_them_tells_nothing() -> None:
    twice = (SHEET, Candidate(9, "PT-20700", State.SHIPPED, NOON, titles=["Neelambari razai"]))
    assert guess("Neelambari?", orders=twice) == Guess(9, Reason.WAITING)


def test_without_a_hint_it_is_what_has_not_arrived() -> None:
    assert guess("hello koi hai?", orders=(SHEET, PILLOW, PARCEL)) == Guess(3, Reason.WAITING)


def test_a_parcel_that_was_not_handed_over_comes_before_one_on_its_way() -> None:
    tried = Candidate(4, "PT-20590", State.ATTEMPTED, NOON - timedelta(days=8))
    assert guess("hello", orders=(PARCEL, tried)) == Guess(4, Reason.WAITING)


def test_of_what_arrived_it_is_the_newest_or_the_only_one_while_it_is_recent() -> None:
    assert guess("hello") == Guess(2, Reason.NEWEST)
    assert guess("hello", orders=(SHEET,)) == Guess(1, Reason.ONLY)
    assert likely(["hello"], (SHEET,), at=NOON + timedelta(days=90)) is None


@pytest.mark.parametrize("text", ["₹418 wapas karo", "204 18", "call 98250 20418"])
def test_a_price_or_a_telephone_number_is_no_order(text: str) -> None:
    assert guess(text, orders=(SHEET, PILLOW)) != Guess(1, Reason.NUMBER)


def test_who_bought_nothing_writes_about_nothing() -> None:
    assert guess("PT-20418", orders=()) is None
