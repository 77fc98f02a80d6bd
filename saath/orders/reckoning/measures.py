"""Whether a bedsheet fits a mattress, and lengths in inches, centimetres and feet. Pure; lengths are millimetres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MM_IN: Final = {"in": Decimal("25.4"), "cm": Decimal(10), "ft": Decimal("304.8")}
# Under the mattress a sheet wants so much, or it comes off at night.
TUCK_MM = Decimal(100)
_SIZE = re.compile(
    r"(\d{2,3}(?:\.\d+)?)\s*(?:in|inch(?:es)?|cm|\"|”)?\s*[x×*]\s*(\d{2,3}(?:\.\d+)?)\s*(in\b|inch|cm\b|\"|”|)",
    re.IGNORECASE,
)
# What shops in India sell under a name, in inches: mattress and flat sheet.
_NAMED: Final = {
    "single": ((36, 72), (60, 90)),
    "double": ((48, 75), (90, 100)),
    "queen": ((60, 78), (90, 108)),
    "king": ((72, 78), (108, 108)),
}
# Nobody measures a sheet of 130 inches and more than 3.3 metres: those are centimetres.
_LARGEST_INCHES = 130


@dataclass(frozen=True, slots=True)
class Size:
    """Width and length, in millimetres."""

    width: Decimal
    length: Decimal

    @classmethod
    def of(cls, width: Decimal | int, length: Decimal | int, unit: str) -> Size:
        """Return a size that is written in inches ("in"), centimetres ("cm") or feet ("ft")."""
        return cls(Decimal(width) * MM_IN[unit], Decimal(length) * MM_IN[unit])

    @property
    def turned(self) -> Size:
        """The same, laid the other way round."""
        return Size(self.length, self.width)


@dataclass(frozen=True, slots=True)
class Fit:
    """How a sheet lies on a mattress: how far it hangs over at each side and each end, and how much of that goes under it.

    `needed` is the smallest sheet that is tucked in all around.
    """

    sides: Decimal
    ends: Decimal
    under_sides: Decimal
    under_ends: Decimal
    needed: Size
    is_turned: bool

    @property
    def is_covering(self) -> bool:
        """Tell whether the mattress is covered down to its lower edge."""
        return min(self.under_sides, self.under_ends) >= 0

    @property
    def is_tucked(self) -> bool:
        """Tell whether enough goes under the mattress all around."""
        return min(self.under_sides, self.under_ends) >= TUCK_MM


def fit(sheet: Size, mattress: Size, height: Decimal) -> Fit:
    """Return how a sheet lies on a mattress that is so high, the way round in which it lies better."""
    ways = (_laid(sheet, mattress, height, False), _laid(sheet.turned, mattress, height, True))
    return max(ways, key=lambda way: (min(way.sides, way.ends), not way.is_turned))


def _laid(sheet: Size, mattress: Size, height: Decimal, is_turned: bool) -> Fit:
    sides, ends = (sheet.width - mattress.width) / 2, (sheet.length - mattress.length) / 2
    around = 2 * (height + TUCK_MM)
    needed = Size(mattress.width + around, mattress.length + around)
    return Fit(sides, ends, sides - height, ends - height, needed, is_turned)


def in_unit(millimetres: Decimal, unit: str) -> Decimal:
    """Return a length in a unit, with one decimal, as a tape measure is read."""
    return (millimetres / MM_IN[unit]).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def sheet_in(words: str) -> tuple[Decimal, Decimal, str] | None:
    """Return width, length and unit of the sheet that a title names, "90 x 108 in" or "King"; None where it names none."""
    found = _SIZE.search(words)
    if found:
        width, length = Decimal(found[1]), Decimal(found[2])
        is_cm = found[3].lower() == "cm" or max(width, length) > _LARGEST_INCHES
        return width, length, "cm" if is_cm else "in"
    named = _named(words)
    return (Decimal(named[1][0]), Decimal(named[1][1]), "in") if named else None


def mattress_in(words: str) -> tuple[Decimal, Decimal] | None:
    """Return width and length in inches of the mattress that a name such as "Queen" is for; None for no such name."""
    named = _named(words)
    return (Decimal(named[0][0]), Decimal(named[0][1])) if named else None


def _named(words: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    said = re.findall(r"[a-z]+", words.lower())
    return next((sizes for name, sizes in _NAMED.items() if name in said), None)
