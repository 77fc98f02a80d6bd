from __future__ import annotations

from saath.search.query import MOST_WORDS, Condition, parse_query


def test_every_word_is_a_condition() -> None:
    assert parse_query("रिफंड parcel") == (Condition(("krfnd",)), Condition(("kprsl",)))


def test_a_query_without_a_word_has_no_condition() -> None:
    assert parse_query(' ,.!? "" \' ') == ()


def test_quoted_words_are_asked_as_they_are_written_too() -> None:
    assert parse_query('"refund"') == (Condition(("krfnd",)), Condition(written="wrefund"))


def test_the_last_word_is_a_beginning_only_while_typing() -> None:
    assert parse_query("parcel ref") == (Condition(("kprsl",)), Condition(("krif",)))
    beginning = Condition(("krif",), "wref", is_beginning=True)
    assert parse_query("parcel ref", is_typing=True) == (Condition(("kprsl",)), beginning)
    assert parse_query("parcel ref ", is_typing=True) == parse_query("parcel ref")
    assert parse_query('parcel "ref"', is_typing=True) == parse_query('parcel "ref"')


def test_a_single_letter_at_the_end_says_nothing_yet_while_typing() -> None:
    assert parse_query("parcel r", is_typing=True) == parse_query("parcel")
    assert parse_query("r", is_typing=True) == parse_query("r")


def test_a_long_query_is_cut() -> None:
    assert len(parse_query(" ".join(f"word{number}" for number in range(99)))) == MOST_WORDS
