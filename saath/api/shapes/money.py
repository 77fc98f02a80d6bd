"""Amounts of money: whole minor units, such as paise, and a currency."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from saath.api.shapes import Input, Shape, Whole
from saath.core.money import Money as Amount

# Of sums that shops take: more would be no price, and a sum of many of them has to fit a column.
MOST_MINOR = 10**12
Currency = Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]


class Money(Shape):
    """So many minor units of a currency (ISO 4217): 124900 of INR is ₹1,249."""

    amount: int
    currency: str


class MoneyInput(Input):
    """So many minor units of a currency (ISO 4217), not less than none."""

    amount: Annotated[Whole, Field(ge=0, le=MOST_MINOR)]
    currency: Currency


def money_shape(amount: Amount) -> Money:
    """Return an amount as programs see it."""
    return Money(amount=amount.minor, currency=amount.currency)


def money(minor: int, currency: str) -> Money:
    """Return an amount of minor units as programs see it."""
    return Money(amount=minor, currency=currency)
