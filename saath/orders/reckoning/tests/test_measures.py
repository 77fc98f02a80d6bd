"""How a sheet lies on a mattress, and what a title says of a size."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saath.orders.reckoning.measures import Size, fit, in_unit, mattress_in, sheet_in

QUEEN = Size.of(60, 78, "in")


def inches(length: int) -> Decimal:
    return Decimal(length) * Decimal("25.4")


def test_a_sheet_hangs_over_by_half_of_what_it_is_wider() -> None:
    found = fit(Size.of(90, 108, "in"), QUEEN, inches(6))
    assert in_unit(found.sides, "in") == in_unit(found.ends, "in") == 15
    assert in_unit(found.under_sides, "in") == 9
    assert found.is_tucked


def test_a_thick_mattress_leaves_nothing_to_tuck_in() -> None:
    found = fit(Size.of(90, 108, "in"), QUEEN, inches(14))
    assert found.is_covering
    assert not found.is_tucked
    assert not fit(Size.of(90, 108, "in"), QUEEN, inches(16)).is_covering
    assert in_unit(found.needed.width, "in") == Decimal("95.9")


def test_a_sheet_is_turned_where_it_lies_better_so() -> None:
    assert fit(Size.of(108, 90, "in"), QUEEN, inches(6)).is_turned


def test_units_are_those_of_a_tape_measure() -> None:
    assert in_unit(Size.of(6, 6, "ft").width, "in") == 72
    assert in_unit(inches(60), "cm") == Decimal("152.4")


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ("Neelambari bedsheet 90 x 108 in", (90, 108, "in")),
        ("Chadar 274×274", (274, 274, "cm")),
        ('Sheet 60"x90"', (60, 90, "in")),
        ("Bedsheet, King", (108, 108, "in")),
        ("Sukoon pillow", None),
        ("Smoking jacket", None),
    ],
)
def test_a_title_tells_the_size(words: str, size: object) -> None:
    assert sheet_in(words) == size


def test_a_name_tells_the_mattress() -> None:
    assert mattress_in("Neelambari Queen") == (Decimal(60), Decimal(78))
    assert mattress_in("Neelambari") is None
