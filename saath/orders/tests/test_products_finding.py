"""Which products are meant by what was typed."""

from __future__ import annotations

import pytest

from benchmarks.product_search import measured
from saath.orders.products.finding import is_near


@pytest.mark.parametrize(
    ("one", "other", "reach", "near"),
    [
        ("wpillow", "wpilow", 1, True),
        ("wmemory", "wmemroy", 1, True),
        ("wsheet", "wshirt", 1, False),
        ("wcurtain", "wcertian", 2, True),
        ("w", "wabc", 2, False),
    ],
)
def test_a_slip_is_a_letter_more_or_less_wrong_or_in_wrong_order(
    one: str, other: str, reach: int, near: bool
) -> None:
    assert is_near(one, other, reach) is near


def test_nine_of_ten_own_queries_find_what_is_meant_first() -> None:
    found = [got[:1] == [meant] for results in measured().values() for _text, meant, got in results]
    assert sum(found) >= 0.9 * len(found)
