import pytest
from hypothesis import given
from hypothesis import strategies as st

from saath.core.money import Money


def rupees(minor: int) -> Money:
    return Money(minor, "INR")


def test_lakh_and_crore_are_grouped() -> None:
    assert rupees(12_34_56_789_00).format("en") == "₹12,34,56,789.00"
    assert "12,34,567" in rupees(12_34_567_00).format("hi")
    assert "12,34,567" in rupees(12_34_567_00).format("gu")


def test_currency_decides_the_decimals() -> None:
    assert str(Money(500, "JPY").amount()) == "500"
    assert str(Money(500, "INR").amount()) == "5.00"


def test_sums_and_order() -> None:
    assert rupees(100) + rupees(50) - rupees(30) == rupees(120)
    assert -rupees(5) < rupees(3) <= rupees(3) * 1


def test_currencies_do_not_mix() -> None:
    with pytest.raises(ValueError, match="USD is not INR"):
        rupees(1) + Money(1, "USD")


def test_rest_goes_to_the_largest_remainder() -> None:
    assert rupees(100).split([1, 1, 1]) == [rupees(34), rupees(33), rupees(33)]
    assert rupees(-100).split([1, 2]) == [rupees(-33), rupees(-67)]


@given(st.integers(-(10**12), 10**12), st.lists(st.integers(0, 10**9), min_size=1).filter(any))
def test_parts_add_up_and_lines_of_nothing_get_nothing(minor: int, weights: list[int]) -> None:
    parts = rupees(minor).split(weights)
    assert sum(part.minor for part in parts) == minor
    assert all(part.minor == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@pytest.mark.parametrize("weights", [[], [0], [2, -1]])
def test_impossible_weights_are_refused(weights: list[int]) -> None:
    with pytest.raises(ValueError, match="weights"):
        rupees(100).split(weights)
