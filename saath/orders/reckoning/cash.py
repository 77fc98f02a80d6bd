"""Whether somebody may pay at the door, and why not. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

PINCODE_DIGITS: Final = 6


class Objection(TextChoices):
    """What speaks against cash on delivery."""

    NOT_OFFERED = "not_offered", pgettext_lazy("against cash on delivery", "The shop offers none")
    NO_PINCODE = "no_pincode", pgettext_lazy("against cash on delivery", "This is no pincode")
    PINCODE = "pincode", pgettext_lazy("against cash on delivery", "The shop offers none at this pincode")
    AMOUNT = "amount", pgettext_lazy("against cash on delivery", "The amount is above the shop's limit")
    REFUSED = "refused", pgettext_lazy("against cash on delivery", "Too many parcels were not accepted")


@dataclass(frozen=True, slots=True)
class Terms:
    """When a shop lets people pay at the door: up to an amount (0: any), not where a pincode begins so, and not
    to whom so many parcels came back (0: however many)."""

    is_offered: bool = True
    most_minor: int = 0
    not_at: Sequence[str] = ()
    most_refused: int = 0


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody would pay at the door, where, and how many of their parcels came back without being accepted."""

    amount_minor: int
    pincode: str
    refused: int = 0


def objections(terms: Terms, wish: Wish) -> list[Objection]:
    """Return all that speaks against cash on delivery; nothing means that it may be."""
    if not terms.is_offered:
        return [Objection.NOT_OFFERED]
    pincode = wish.pincode.replace(" ", "")
    is_pincode = len(pincode) == PINCODE_DIGITS and pincode.isdecimal() and pincode[0] != "0"
    found = {
        Objection.NO_PINCODE: not is_pincode,
        Objection.PINCODE: is_pincode and pincode.startswith(tuple(terms.not_at)),
        Objection.AMOUNT: bool(terms.most_minor) and wish.amount_minor > terms.most_minor,
        Objection.REFUSED: bool(terms.most_refused) and wish.refused >= terms.most_refused,
    }
    return [objection for objection, speaks in found.items() if speaks]


def beginnings_in(written: str) -> list[str]:
    """Return the beginnings of pincodes in what was written, by commas or spaces; "7940*" is "7940"."""
    words = written.replace(",", " ").replace(";", " ").replace("*", "").split()
    return list(dict.fromkeys(words))


def are_beginnings(words: Sequence[str]) -> bool:
    """Tell whether each of them can begin a pincode."""
    return all(word.isascii() and word.isdecimal() and len(word) <= PINCODE_DIGITS for word in words)
