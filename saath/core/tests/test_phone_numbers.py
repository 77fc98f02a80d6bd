"""One number in all its spellings."""

import phonenumbers
import pytest

from saath.core.phone_numbers import phone_key

ONE = "+919825012345"


@pytest.mark.parametrize(
    "written",
    ["9825012345", "098250 12345", "+91 98250-12345", "0091 98250 12345", "(98250) 12345", "૯૮૨૫૦૧૨૩૪૫"],
)
def test_one_number_has_one_key_however_it_is_written(written: str) -> None:
    assert phone_key(written) == ONE


@pytest.mark.parametrize("written", ["", "hello", "12", "98250123459825012345", "call me"])
def test_what_is_no_number_has_none(written: str) -> None:
    assert phone_key(written) == ""


@pytest.mark.parametrize("written", ["+91{}012345", "{}012345"])
def test_a_plain_mobile_number_is_what_the_library_makes_of_it(written: str) -> None:
    for first in range(6000, 10_000):
        number = phonenumbers.parse(written.format(first), "IN")
        assert phone_key(written.format(first)) == phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.E164
        )


def test_a_number_from_elsewhere_keeps_its_country() -> None:
    assert phone_key("020 7946 0958", region="gb") == "+442079460958"
    assert phone_key("+44 20 7946 0958") == "+442079460958"
