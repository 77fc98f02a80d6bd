"""Amounts of money: whole minor units (paise) and a currency, never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import (
    format_currency,
    get_currency_name,
    get_currency_precision,
    get_currency_symbol,
)

from saath.core.languages import language_of


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """`minor` units of `currency` (ISO 4217): Money(12345, "INR") is ₹123.45."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> "Money":
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other).minor

    def amount(self) -> Decimal:
        """The amount in major units, with as many decimals as the currency has."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))

    def format(self, language: str) -> str:
        """The amount as written in India in this language: ₹1,23,456.00."""
        return format_currency(self.amount(), self.currency, locale=language_of(language).locale)

    def split(self, weights: Sequence[int]) -> list["Money"]:
        """Share the amount in proportion to `weights`, by lines for example; the parts add up exactly.

        What does not divide goes to the largest remainders, earlier lines first.
        Raises ValueError when no weight is positive or one is negative.
        """
        total = sum(weights)
        if total <= 0 or min(weights) < 0:
            raise ValueError("weights must not be negative, and one must be positive")
        floors = [abs(self.minor) * weight // total for weight in weights]
        rest = abs(self.minor) - sum(floors)
        by_remainder = sorted(
            range(len(weights)), key=lambda line: -(abs(self.minor) * weights[line] % total)
        )
        for line in by_remainder[:rest]:
            floors[line] += 1
        sign = -1 if self.minor < 0 else 1
        return [Money(sign * part, self.currency) for part in floors]

    def _same(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"{other.currency} is not {self.currency}")
        return other


def currency_called(currency: str, language: str) -> str:
    """Return what people call a currency (ISO 4217) in a language: "Indian Rupee", "भारतीय रुपया"."""
    return get_currency_name(currency, locale=language_of(language).locale)


def currency_sign(currency: str, language: str) -> str:
    """Return what stands before an amount of a currency (ISO 4217): "₹", and the code where it has no sign of its own."""
    return get_currency_symbol(currency, locale=language_of(language).locale)
