"""White is readable on a shop's colour, on light pages and on dark ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from saath.core.colours import READABLE, contrast_with_white, lit, readable

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(COLOURS)
def test_white_is_readable_on_both(colour: str) -> None:
    for shown in (readable(colour), lit(colour)):
        assert contrast_with_white(shown) >= READABLE


def test_a_dark_colour_is_lighter_on_a_dark_page() -> None:
    assert lit("#1d2a44") == "#3c475e"


def test_one_that_carries_white_just_so_stays_as_it_is() -> None:
    assert lit("#767676") == "#767676"
