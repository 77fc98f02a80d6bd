"""How a question to somebody outside stands, when it reminds, and what is hidden of what they are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from saath.conversations.aside.rules import (
    Asked,
    Stand,
    is_newly_overdue,
    is_to_remind,
    reminds_at,
    stand_of,
)
from saath.conversations.aside.shared import Shared, shared_words, without_contacts

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPEN = Asked(AT, AT + 2 * HOUR, AT + timedelta(days=14), None, None, None, None)


@pytest.mark.parametrize(
    ("facts", "after", "stand"),
    [
        ({}, HOUR, Stand.OPEN),
        ({}, 2 * HOUR, Stand.OVERDUE),
        ({"answered_at": AT}, 3 * HOUR, Stand.ANSWERED),
        ({}, timedelta(days=14), Stand.EXPIRED),
        ({"answered_at": AT}, timedelta(days=15), Stand.EXPIRED),
        ({"ended_at": AT}, HOUR, Stand.TAKEN_BACK),
        ({"ended_at": AT, "answered_at": AT}, HOUR, Stand.CLOSED),
        ({"is_over": True}, HOUR, Stand.CLOSED),
    ],
)
def test_a_question_stands_as_its_facts_say(facts: dict[str, object], after: timedelta, stand: Stand) -> None:
    assert stand_of(replace(OPEN, **facts), AT + after) is stand  # type: ignore[arg-type]


def test_it_reminds_once_and_only_who_has_time() -> None:
    assert reminds_at(AT, AT + 2 * HOUR) == AT + 1.5 * HOUR
    assert reminds_at(AT, AT + timedelta(minutes=19)) is None
    assert not is_to_remind(OPEN, AT + HOUR)
    assert is_to_remind(OPEN, AT + 1.5 * HOUR)
    for facts in ({"reminded_at": AT}, {"answered_at": AT}, {"ended_at": AT}, {"is_over": True}):
        assert not is_to_remind(replace(OPEN, **facts), AT + 1.5 * HOUR)
    assert not is_to_remind(OPEN, AT + 2 * HOUR)


def test_its_asker_is_told_once_that_it_is_late() -> None:
    assert not is_newly_overdue(OPEN, AT + HOUR)
    assert is_newly_overdue(OPEN, AT + 2 * HOUR)
    assert not is_newly_overdue(replace(OPEN, overdue_at=AT), AT + 3 * HOUR)
    assert not is_newly_overdue(replace(OPEN, answered_at=AT), AT + 3 * HOUR)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("Write to asha.p@example.co.in or call", "Write to … or call"),
        ("call 98250 12345, or +91 98250-12345", "call …, or …"),
        ("मेरा नंबर 09825012345 है", "मेरा नंबर … है"),
        ("फ़ोन ९८२५० १२३४५, ફોન +૯૧ ૯૮૨૫૦૧૨૩૪૫", "फ़ोन …, ફોન …"),
        ("from abroad +44 7911 123456 works", "from abroad … works"),
        ("AWB 12345678901, order PT-20418, 2 x 3 m", "AWB 12345678901, order PT-20418, 2 x 3 m"),
    ],
)
def test_contacts_are_hidden_and_order_numbers_are_not(told: str, shown: str) -> None:
    assert without_contacts(told) == shown


@pytest.mark.parametrize("known", ["+919825012345", "09825012345", "98250 12345", "૯૮૨૫૦૧૨૩૪૫"])
@pytest.mark.parametrize(
    "told",
    [
        "9825012345",
        "98 25 01 23 45",
        "9-8-2-5-0-1-2-3-4-5",
        "+91 (98250) 12.345",
        "0091-982-501-2345",
        "0 98250 12345",
        "९८२५०१२३४५",
        "+९१ ९८२५ ०१२३ ४५",
        "૯૮૨ ૫૦૧ ૨૩૪૫",
    ],
)
def test_a_known_number_is_hidden_in_any_digits_and_spacing(known: str, told: str) -> None:
    assert without_contacts(f"Call {told}, please", own=[known]) == "Call …, please"


def test_a_known_number_hides_no_longer_one() -> None:
    assert without_contacts("AWB 5198250123459", own=["9825012345"]) == "AWB 5198250123459"
    assert without_contacts("2 of size 12345", own=["12345"]) == "2 of size …"


def test_what_the_customer_is_known_by_is_hidden_wherever_it_stands() -> None:
    said = shared_words([Shared("Asha, 3 May:", "I am ASHA@localhost")], own=["asha@localhost", ""])
    assert said == "Asha, 3 May:\nI am …"
