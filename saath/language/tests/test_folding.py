from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saath.core.references import normalise_reference
from saath.language.folding import LONGEST_TEXT, fold_tokens, fold_words
from tests.cpu_time import cpu_time

SIGNS = st.text(alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x0AFF), max_size=60)


def meet(one: str, other: str) -> bool:
    """Whether every word of one text finds a word of the other, and the other way round."""
    ones, others = [[set(word.alike) for word in fold_words(text)] for text in (one, other)]
    return all(any(a & b for b in others) for a in ones) and all(any(a & b for b in ones) for a in others)


@pytest.mark.parametrize(
    "spellings",
    [
        ("रिफंड", "रिफ़ंड", "रिफण्ड", "refund", "rifand", "REFUND", "રિફંડ"),
        ("ऑर्डर", "आर्डर", "order", "ઓર્ડર"),
        ("डिलीवरी", "delivery", "dilivri", "ડિલિવરી"),
        ("पार्सल", "parcel", "parsal", "પાર્સલ"),
        ("फ़ोन", "फोन", "phone", "fon", "ફોન"),
        ("पैसे", "paise", "paisay", "પૈસે"),
        ("ईमेल", "email", "imel", "ઈમેલ"),
        ("साइज़", "size", "saij", "સાઇઝ"),
        ("कैंसल", "cancel", "kainsal", "કેન્સલ"),
        ("मैसेज", "message", "મેસેજ"),
        ("अर्जेंट", "urgent", "અર્જન્ટ"),
        ("अहमदाबाद", "ahmedabad", "અહમદાબાદ"),
        ("कृपया", "kripya", "krupaya"),
        ("नमस्ते", "namaste", "namastey", "નમસ્તે"),
        ("अच्छा", "accha", "achha", "acha", "અચ્છા"),
        ("कार्यवाही", "kaaryavaahi", "karyawahi", "કાર્યવાહી"),
    ],
)
def test_spellings_of_a_word_meet_across_scripts(spellings: tuple[str, ...]) -> None:
    for other in spellings[1:]:
        assert meet(spellings[0], other), (spellings[0], other)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("જ", "j"),
        ("જ", "ja"),
        ("न", "na"),
        ("नहीं", "nahi"),
        ("नहीं", "nahin"),
        ("घोड़ा", "ghoda"),
        ("घोड़ा", "ghora"),
        ("ज्ञान", "gyan"),
    ],
)
def test_a_word_that_is_said_in_two_ways_is_found_by_either(written: str, meant: str) -> None:
    assert meet(written, meant)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pin", "pan"), ("size", "sale"), ("late", "lot"), ("कल", "काली"), ("order", "address"),
        ("refund", "return"),
        ("मेरा", "मोर"), ("card", "charge"), ("bill", "ball"), ("payment", "parcel"), ("open", "pen"),
        ("zzz", "જ"), ("zzz", "ji"), ("ss", "श"), ("mmm", "म"),
    ],
)  # fmt: skip
def test_other_words_stay_apart(one: str, other: str) -> None:
    assert not meet(one, other)


def test_joiners_and_composition_do_not_matter() -> None:
    assert fold_tokens("रि\u200cफं\u200dड") == fold_tokens("रिफंड")
    assert fold_tokens("\u0958लम") == fold_tokens("\u0915\u093cलम")
    assert fold_tokens("naïve café") == fold_tokens("nai\u0308ve cafe\u0301")


@pytest.mark.parametrize("question", ["PT-20418", "pt 20418", "pt20418", "PT-૨૦૪૧૮", "20418"])
def test_an_order_reference_is_found_whole_and_in_parts(question: str) -> None:
    tokens = set(fold_tokens("my order PT-20418, please"))
    assert all(tokens & set(word.alike) for word in fold_words(question))


@pytest.mark.parametrize(
    ("reference", "heard"),
    [
        (
            "0K1-4Q2N",
            [
                "0K1-4Q2N",
                "0k14q2n",
                "0k1 4q2n",
                "OKI-4Q2N",
                "o k l 4 q 2 n",
                "okl4q2n",
                "0K 14 Q2–N",
                "૦K૧-૪Q૨N",
            ],
        ),
        ("ABC-DEFE", ["abc-defe", "ABCDEFE", "abc defe", "a b c d e f e"]),
    ],
)
def test_a_reference_of_ours_is_found_as_it_is_heard(reference: str, heard: list[str]) -> None:
    assert normalise_reference(reference) == reference
    tokens = set(fold_tokens(f"({reference})"))
    for question in heard:
        assert all(tokens & set(word.alike) for word in fold_words(f"ref. {question}")[1:]), question


@pytest.mark.parametrize(
    "question",
    [
        "9825012345", "98250 12345", "+91 98250-12345", "+919825012345", "09825012345", "098250 12345", "0091 98250 12345",
        "98 25 01 23 45", "+91\u00a098250\u00a012345", "98250\u201112345", "૯૮૨૫૦૧૨૩૪૫",
    ],
)  # fmt: skip
def test_a_phone_number_is_found_however_it_is_written(question: str) -> None:
    tokens = set(fold_tokens("call +91 98250 12345 today"))
    assert all(tokens & set(word.alike) for word in fold_words(question))


@pytest.mark.parametrize(
    "question", ["asha.patel@gmail.com", "<Asha.Patel@GMAIL.com>", "asha", "patel", "gmail"]
)
def test_an_address_is_found_whole_and_in_parts(question: str) -> None:
    tokens = set(fold_tokens("from: Asha.Patel@gmail.com."))
    assert all(tokens & set(word.alike) for word in fold_words(question))


def test_digits_of_any_script_are_one() -> None:
    assert fold_tokens("१२३") == fold_tokens("૧૨૩") == fold_tokens("123") == fold_tokens("１２３") == ["n123"]


def test_words_of_other_scripts_are_kept_apart_and_found() -> None:
    assert fold_tokens("தமிழ்") == fold_tokens("தமிழ்") != fold_tokens("বাংলা")


def test_text_beyond_the_limit_is_left_out() -> None:
    assert fold_tokens("a " * (LONGEST_TEXT // 2) + "beyond") == fold_tokens("a")


@given(st.text(max_size=400) | SIGNS)
@settings(max_examples=300)
def test_every_text_gives_plain_tokens_and_finds_itself(text: str) -> None:
    tokens = fold_tokens(text)
    assert all(token.isascii() and token.isalnum() and token[0] in "kwn" for token in tokens)
    assert all(set(word.alike) & set(tokens) and word.written in tokens for word in fold_words(text))


@given(st.text(min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_a_megabyte_of_anything_takes_no_more_than_a_moment(unit: str) -> None:
    assert seconds_to_fold(unit * (1_000_000 // len(unit))) < 3


@pytest.mark.parametrize(
    "unit", ["1 ", "a@", "1-", "\u0301", "्", "'", "a'", "sion", ".", "9", "+", "(1", "क्", "-1."]
)
def test_a_megabyte_of_what_looks_like_something_takes_no_more_than_a_moment(unit: str) -> None:
    assert seconds_to_fold(unit * (1_000_000 // len(unit)) + "@") < 3


def seconds_to_fold(text: str) -> float:
    with cpu_time() as spent:
        fold_tokens(text)
    return spent.seconds
