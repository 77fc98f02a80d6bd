"""What of an order's money belongs to which of its pieces: discount, tax and shipping shared so that all adds up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saath.core.money import Money


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line of an order; `gone` are the pieces that were given back already, `coming` those that a return has."""

    key: str
    title: str
    quantity: int
    unit_minor: int
    discount_minor: int = 0
    tax_minor: int = 0
    gone: int = 0
    coming: int = 0

    @property
    def left(self) -> int:
        """Return how many pieces can still be given back."""
        return max(self.quantity - self.gone, 0)

    @property
    def to_come_back(self) -> int:
        """Return how many pieces can still come back: neither given back nor in a return, which may be the same ones."""
        return max(self.quantity - max(self.gone, self.coming), 0)

    @property
    def base_minor(self) -> int:
        """Return what the line cost, its own discount taken off."""
        return self.unit_minor * self.quantity - self.discount_minor


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of an order's money and of where it stands, in minor units of its currency."""

    currency: str
    total_minor: int
    paid_minor: int
    refunded_minor: int
    shipping_minor: int
    lines: Sequence[LineFacts]
    is_cancelled: bool = False
    is_sent: bool = False

    @property
    def refundable_minor(self) -> int:
        """Return what can still be given back: no more than came."""
        return max(min(self.paid_minor, self.total_minor) - self.refunded_minor, 0)


@dataclass(frozen=True, slots=True)
class Share:
    """What some pieces of an order cost in all: `goods` at their price, less `discount`, with `tax` on top, and shipping."""

    goods_minor: int = 0
    discount_minor: int = 0
    tax_minor: int = 0
    shipping_minor: int = 0

    @property
    def total_minor(self) -> int:
        """Return what is given back for them."""
        return self.goods_minor - self.discount_minor + self.tax_minor + self.shipping_minor

    def __add__(self, other: Share) -> Share:
        return Share(
            self.goods_minor + other.goods_minor,
            self.discount_minor + other.discount_minor,
            self.tax_minor + other.tax_minor,
            self.shipping_minor + other.shipping_minor,
        )


def share_of(facts: OrderFacts, lines: Iterable[tuple[str, int]]) -> Share:
    """Return what so many pieces of some lines cost in all, without shipping.

    Whatever an order's total has beside lines and shipping is shared over its lines: tax on top by their tax, a discount on
    the whole order by their price. Pieces given back one after the other add up to the line exactly.
    """
    by_key = {line.key: line for line in facts.lines}
    rest = dict(zip(by_key, _shared_rest(facts), strict=True))
    return sum((_pieces(by_key[key], rest[key], count) for key, count in lines), Share())


def shipping_left(facts: OrderFacts) -> int:
    """Return what of shipping can still be given back: what is left to give beyond the pieces that are left."""
    left = [(line.key, line.left) for line in facts.lines]
    beyond = facts.refundable_minor - share_of(facts, left).total_minor
    return min(max(beyond, 0), facts.shipping_minor)


def value_of(facts: OrderFacts, lines: Iterable[tuple[str, int]]) -> Money:
    """Return what pieces are worth that are sent again."""
    counts: Mapping[str, int] = dict(lines)
    fresh = [line for line in facts.lines if line.key in counts]
    worth = sum(line.base_minor * counts[line.key] // max(line.quantity, 1) for line in fresh)
    return Money(worth, facts.currency)


def _shared_rest(facts: OrderFacts) -> list[int]:
    """Return for each line its part of what stands neither in a line nor in shipping: tax on top, or a discount below 0."""
    rest = facts.total_minor - facts.shipping_minor - sum(line.base_minor for line in facts.lines)
    taxes = [max(line.tax_minor, 0) for line in facts.lines]
    prices = [max(line.base_minor, 0) for line in facts.lines]
    weights = taxes if rest > 0 and any(taxes) else prices
    if not any(weights):
        return [0 for _line in facts.lines]
    return [part.minor for part in Money(rest, facts.currency).split(weights)]


def _pieces(line: LineFacts, rest_minor: int, count: int) -> Share:
    """Return the share of the next pieces of a line, after those that are gone."""

    def part(amount: int) -> int:
        pieces = max(line.quantity, 1)
        return amount * (line.gone + count) // pieces - amount * line.gone // pieces

    discount = line.discount_minor - min(rest_minor, 0)
    return Share(part(line.unit_minor * line.quantity), part(discount), part(max(rest_minor, 0)))
