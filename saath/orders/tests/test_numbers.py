"""One number in all its spellings."""

import pytest

from saath.orders.numbers import number_key


@pytest.mark.parametrize(
    "written", ["#PT-20418", "pt 20418", "PT20418", "ＰＴ－２０４１８", "PT-૨૦૪૧૮", "pt-२०४१८"]
)
def test_a_number_is_the_same_however_it_is_written(written: str) -> None:
    assert number_key(written) == "pt20418"


def test_what_has_no_letter_and_no_digit_is_no_number() -> None:
    assert number_key("#-") == ""
