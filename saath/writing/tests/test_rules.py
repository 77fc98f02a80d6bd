"""Decisions about saved replies."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from saath.customers.preferences import Form
from saath.writing import rules
from saath.writing.own_variables import call_by_name
from saath.writing.rules import AfterUse, is_settled, is_unedited, outcome_of
from saath.writing.wordings import wording_code

USED = datetime(2026, 11, 20, 10, tzinfo=UTC)


def after(*, solved: timedelta | None = None, again: bool = False) -> AfterUse:
    return AfterUse(USED, USED + solved if solved is not None else None, again)


def test_a_use_solves_where_nobody_answers_again_and_the_conversation_is_solved() -> None:
    assert outcome_of(after(solved=timedelta(hours=1))) == "solved"
    assert outcome_of(after(solved=timedelta(hours=1), again=True)) == "more"
    assert outcome_of(after(again=True)) == "more"
    assert outcome_of(after()) == ""


def test_an_outcome_stays_open_until_it_stayed_solved_or_two_weeks_went_by() -> None:
    solved = after(solved=timedelta(hours=1))
    assert not is_settled(solved, now=USED + timedelta(hours=72))
    assert is_settled(solved, now=USED + timedelta(hours=74))
    assert is_settled(after(again=True), now=USED)
    assert not is_settled(after(), now=USED + timedelta(days=13))
    assert is_settled(after(), now=USED + timedelta(days=15))


@pytest.mark.parametrize(
    ("texts", "answer", "expected"),
    [
        (["Hello {{customer.name|there}},\n\nit left."], "Hello Sunita, it left.", True),
        (["Hello {{customer.name|there}},\n\nit left."], "Hello Sunita, it left. Sorry!", False),
        (["Hello {{customer.name|there}}, it *left*."], "Hello Sunita, it left.", True),
        (["{{customer.name}}, {{order.number}} left"], "Sunita, PT-1 left", True),
        (["{{customer.name}}"], "", False),
        (["It left."], "It left.", True),
        (["It left.", "Thank you {{customer.name}}"], "It left.\n\nThank you Sunita", True),
        (["Hello {{customer.name}}, bye"], "Hello " + "x" * 400 + ", bye", False),
    ],
)
def test_an_answer_is_unedited_where_only_places_differ(
    texts: list[str], answer: str, expected: bool
) -> None:
    assert is_unedited(texts, answer) is expected


def test_comparing_a_hostile_template_takes_linear_time() -> None:
    assert not is_unedited(["{{a}} " * 3000 + "end"], "a " * 50_000)


def test_a_folder_has_two_names_at_most() -> None:
    assert rules.tidy_folder(" Refunds / UPI ") == "Refunds/UPI"
    with pytest.raises(ValueError, match="a/b/c"):
        rules.tidy_folder("a/b/c")


@pytest.mark.parametrize(
    ("name", "language", "called"),
    [
        ("Sunita Verma", "en", "Sunita"),
        ("सुनीता वर्मा", "hi", "सुनीता जी"),
        ("Sunita Verma", "hi-latn", "Sunita ji"),
        ("સુનીતા", "gu", "સુનીતા"),
        ("Dr. A. Rao", "en", "A. Rao"),
        ("sunita@example.in", "en", ""),
        ("", "hi", ""),
    ],
)
def test_a_customer_is_called_as_their_language_calls_people(name: str, language: str, called: str) -> None:
    assert call_by_name(name, language) == called


def test_a_customer_is_called_as_they_like_it() -> None:
    assert call_by_name("Sunita Verma", "en", Form.HER) == "Ms Verma"
    assert call_by_name("રમેશ યાદવ", "gu", Form.HIM) == "રમેશભાઈ"
    assert call_by_name("सुनीता वर्मा", "hi", Form.HER) == "सुनीता जी"
    assert call_by_name("सुनीता वर्मा", "hi", Form.PLAIN) == "सुनीता"


def test_who_asked_for_a_language_reads_it_whatever_they_write_in() -> None:
    assert wording_code("hi", "mera parcel kab aayega", wished="gu") == "gu"
    assert wording_code("hi", "mera parcel kab aayega", wished="hi") == "hi-latn"
