"""Any text that was said is found by itself, and any question has an answer."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import strategies as st

from saath.search.documents import SearchDocument
from saath.search.index import find, put
from saath.search.query import LONGEST_QUERY, parse_query
from tests.fuzz.dose import doses, holds_for
from tests.fuzz.odd import odd_text

pytestmark = pytest.mark.django_db

SHOP, MESSAGE, CONVERSATION = 1, 70_000, 7
QUOTES = '"“”„'
words = st.text(alphabet=st.characters(codec="utf-8"), max_size=80) | odd_text
message_numbers = st.sampled_from([0, 1, 1_023, 1_024, 65_535, 65_536, 70_000, 1 << 24])


@doses
def test_any_text_finds_itself(dose: int) -> None:
    def finds_itself(text: str, number: int, is_typing: bool) -> None:
        with transaction.atomic():
            put(SHOP, SearchDocument(number, CONVERSATION, (text,)))
            question = text[:LONGEST_QUERY].translate(dict.fromkeys(map(ord, QUOTES), " "))
            if parse_query(question, is_typing=is_typing):
                assert find(SHOP, question, is_typing=is_typing).conversation_ids == (CONVERSATION,)
            transaction.set_rollback(True)

    holds_for(finds_itself, words, message_numbers, st.booleans(), dose=dose, examples=100)


@doses
def test_any_question_has_an_answer(dose: int) -> None:
    put(SHOP, SearchDocument(MESSAGE, CONVERSATION, ("Where is my refund?",)))

    def is_answered(question: str, is_typing: bool, before: int | None) -> None:
        page = find(SHOP, question, is_typing=is_typing, before=before)
        assert set(page.conversation_ids) <= {CONVERSATION}

    before = st.none() | st.integers(0, (1 << 63) - 1)
    holds_for(is_answered, words, st.booleans(), before, dose=dose, examples=100)
