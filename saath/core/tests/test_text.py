import pytest

from saath.core.text import is_storable, storable, unescape


@pytest.mark.parametrize("bad", ["\x00", "\ud800"])
def test_what_a_database_refuses_is_taken_out(bad: str) -> None:
    assert not is_storable(f"a{bad}b")
    assert storable(f"a{bad}b") == "ab"


def test_everything_else_stays() -> None:
    text = "नमस्ते\n\t\u200d 🙂 \x01"
    assert is_storable(text)
    assert storable(text) == text


@pytest.mark.parametrize("end", [";", "", " words"])
def test_a_letter_of_more_digits_than_there_are_letters_is_none(end: str) -> None:
    assert unescape(f"&amp; &#{'9' * 5000}{end}") == f"& \ufffd{end.removeprefix(';')}"
    assert unescape("&#2346;&#x0000092a;&#0000000065;") == "पपA"
