"""How an order's total comes about, as far as what its platform tells of it adds up. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bill:
    """Amounts in minor units: goods less discount, with shipping and, where the prices are without it, tax.

    `rest_minor` is what of the total none of these explains, below nothing where they are more.
    """

    goods_minor: int
    discount_minor: int
    shipping_minor: int
    tax_minor: int
    is_tax_inside: bool
    rest_minor: int


def bill_of(
    *, total: int, goods: int, line_discounts: int, order_discount: int, shipping: int, tax: int
) -> Bill:
    """Return the bill that comes nearest to the total, all in minor units.

    Platforms tell of a discount by line, on the whole order or both ways, and of tax that is in the prices or comes on top:
    that which adds up is meant; where several do, the discount of the order, and tax inside.
    """
    bills = [
        Bill(goods, discount, shipping, tax, is_inside, total - goods + discount - shipping - on_top)
        for discount in (order_discount, line_discounts, order_discount + line_discounts)
        for is_inside, on_top in ((True, 0), (False, tax))
    ]
    return min(bills, key=lambda bill: abs(bill.rest_minor))
