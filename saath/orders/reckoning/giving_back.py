"""How much goes back for some pieces of an order: their share of what was paid, so that all parts add up to it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saath.core.money import Money


@dataclass(frozen=True, slots=True)
class Bought:
    """A line: `list_minor` is what its pieces cost before any discount, `net_minor` with that of the line taken off.

    `tax_minor` is the tax of the whole line, `back` how many pieces were given money back for.
    """

    key: str
    quantity: int
    list_minor: int
    net_minor: int
    tax_minor: int = 0
    back: int = 0


@dataclass(frozen=True, slots=True)
class Sold:
    """What an order came to: `total_minor` is all that was to be paid, `shipping_minor` the part of it for shipping."""

    currency: str
    lines: Sequence[Bought]
    total_minor: int
    shipping_minor: int = 0
    paid_minor: int = 0
    refunded_minor: int = 0

    @property
    def left(self) -> Money:
        """What has been paid and not been given back: no more can be."""
        return Money(max(self.paid_minor - self.refunded_minor, 0), self.currency)


@dataclass(frozen=True, slots=True)
class Part:
    """What goes back for `pieces` of one line: of their price at the list, what was taken off it, and the tax within."""

    key: str
    pieces: int
    price: Money
    reduction: Money
    tax: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class GivenBack:
    """What goes back in all. `wanted` is what the parts add up to, `amount` no more than what is left to be given back."""

    parts: Sequence[Part]
    shipping: Money
    wanted: Money
    amount: Money

    @property
    def is_cut(self) -> bool:
        """Tell whether less goes back than the parts come to."""
        return self.amount.minor < self.wanted.minor


def give_back(sold: Sold, pieces: Mapping[str, int], *, with_shipping: bool = False) -> GivenBack:
    """Return what goes back for so many pieces of each line, by its key; of what went back already there is nothing left.

    A discount on the whole order, and tax on top of its prices, are shared among its lines by what they cost. Of every line
    the pieces add up to it, in whatever order they come back, and all lines with the shipping to the total.
    """
    parts = [
        _part(sold, line, paid, min(pieces.get(line.key, 0), line.quantity - line.back))
        for line, paid in zip(sold.lines, line_shares(sold), strict=True)
    ]
    asked = [part for part in parts if part.pieces > 0]
    shipping = Money(sold.shipping_minor if with_shipping else 0, sold.currency)
    wanted = sum((part.paid for part in asked), shipping)
    return GivenBack(asked, shipping, wanted, min(wanted, sold.left))


def line_shares(sold: Sold) -> list[Money]:
    """Return what was paid for each line, whole: all of them are the total without the shipping."""
    goods = Money(max(sold.total_minor - sold.shipping_minor, 0), sold.currency)
    weights = [max(line.net_minor, 0) for line in sold.lines]
    if not sum(weights):
        weights = [line.quantity for line in sold.lines]
    return goods.split(weights) if sum(weights) else [Money(0, sold.currency) for _line in sold.lines]


def _part(sold: Sold, line: Bought, paid: Money, count: int) -> Part:
    price, tax = (
        _of_pieces(Money(minor, sold.currency), line, count) for minor in (line.list_minor, line.tax_minor)
    )
    share = _of_pieces(paid, line, count)
    return Part(line.key, count, price, price - share, tax, share)


def _of_pieces(whole: Money, line: Bought, count: int) -> Money:
    """Return the share of the next `count` pieces: what is left over by rounding goes to the later ones."""
    if count <= 0:
        return Money(0, whole.currency)
    until, before = line.back + count, line.back
    minor = whole.minor * until // line.quantity - whole.minor * before // line.quantity
    return Money(minor, whole.currency)
