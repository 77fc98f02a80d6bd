import pytest

from saath.core.numbers import row_number


@pytest.mark.parametrize("text", ["", "-1", "²", "٣", "1 ", "9" * 19, "9" * 5000, str(2**63), "1e3", "\x00"])
def test_what_no_row_can_have_is_none(text: str) -> None:
    assert row_number(text) is None


@pytest.mark.parametrize("number", [0, 7, 2**63 - 1])
def test_a_number_is_read(number: int) -> None:
    assert row_number(str(number)) == number
