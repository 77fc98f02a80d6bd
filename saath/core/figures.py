"""Counts as people in India read them."""

from __future__ import annotations

from babel.numbers import format_decimal


def figure(value: float) -> str:
    """Return a number in Latin digits and Indian grouping, as all our languages write it: 208850 becomes "2,08,850"."""
    return format_decimal(value, locale="en_IN")
