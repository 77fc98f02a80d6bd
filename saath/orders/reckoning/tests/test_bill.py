"""What an order's total is made of."""

from __future__ import annotations

import pytest

from saath.orders.reckoning.bill import Bill, bill_of


@pytest.mark.parametrize(
    ("told", "bill"),
    [
        # The discount is that of the order, and its lines share it; tax is in the prices.
        (dict(total=274_700, goods=289_700, line_discounts=15_000, order_discount=15_000, shipping=0, tax=29_432),
         Bill(289_700, 15_000, 0, 29_432, is_tax_inside=True, rest_minor=0)),
        # The discount of the order is told without tax, those of its lines with it.
        (dict(total=104_900, goods=100_101, line_discounts=101, order_discount=89, shipping=4_900, tax=10_714),
         Bill(100_101, 101, 4_900, 10_714, is_tax_inside=True, rest_minor=0)),
        (dict(total=112_000, goods=100_000, line_discounts=0, order_discount=0, shipping=0, tax=12_000),
         Bill(100_000, 0, 0, 12_000, is_tax_inside=False, rest_minor=0)),
        (dict(total=85_000, goods=100_000, line_discounts=10_000, order_discount=5_000, shipping=0, tax=0),
         Bill(100_000, 15_000, 0, 0, is_tax_inside=True, rest_minor=0)),
        # Something that nothing explains, such as wrapping.
        (dict(total=105_000, goods=100_000, line_discounts=0, order_discount=0, shipping=0, tax=0),
         Bill(100_000, 0, 0, 0, is_tax_inside=True, rest_minor=5_000)),
    ],
)  # fmt: skip
def test_a_bill_adds_up_as_its_platform_means_it(told: dict[str, int], bill: Bill) -> None:
    assert bill_of(**told) == bill
