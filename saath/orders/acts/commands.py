"""What a platform is asked to do to an order: frozen, complete, and each with a key under which it is done once.

Amounts are whole minor units of `currency`; `lines` are keys of lines and how many pieces of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from saath.orders.data import AddressData

MARK_LETTERS = 12
_DO_IT_THERE = _("The shop's platform lets nobody else do this; do it there.")


class Kind(TextChoices):
    """What can be done to an order."""

    REFUND = "refund", pgettext_lazy("what is done to an order", "Refund")
    REPLACEMENT = "replacement", pgettext_lazy("what is done to an order", "Replacement")
    CANCEL = "cancel", pgettext_lazy("what is done to an order", "Cancelling")
    ADDRESS = "address", pgettext_lazy("what is done to an order", "New address")
    RETURN = "return", pgettext_lazy("what is done to an order", "Return")
    COUPON = "coupon", pgettext_lazy("what is done to an order", "Coupon")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What all commands have. `key` is the same each time that this one thing is tried, and of no other."""

    key: str
    order_key: str
    currency: str
    reason: str
    asked_at: datetime

    @property
    def mark(self) -> str:
        """Return what is written into a note at the platform, by which it is found there again."""
        return f"saath-{self.key.replace('-', '')[-MARK_LETTERS:]}"

    @property
    def note(self) -> str:
        """Return the reason and the mark, as a note at the platform has them."""
        return f"{self.reason} ({self.mark})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(Asked):
    """Give money back by the way that it came; `shipping_minor` is the part of the amount that is for shipping."""

    amount_minor: int
    lines: tuple[tuple[str, int], ...] = ()
    shipping_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement(Asked):
    """Send things again without asking for money."""

    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancel(Asked):
    """Cancel an order whole, and give back what was paid where `amount_minor` says how much that is."""

    amount_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChange(Asked):
    """Let an order go elsewhere."""

    address: AddressData


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequest(Asked):
    """Let things come back; `label` is where the shop's label for it lies and `awb` its number, "" for none."""

    lines: tuple[tuple[str, int], ...]
    label: str = ""
    awb: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coupon(Asked):
    """Make a code that takes an amount off one order, once, until the end of a day."""

    code: str
    amount_minor: int
    until: date


Command = Refund | Replacement | Cancel | AddressChange | ReturnRequest | Coupon


@dataclass(frozen=True, slots=True)
class Outcome:
    """That a platform has done it: what it calls the result, and what it adds in its own words."""

    reference: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Able:
    """What a platform can do to an order, and whether it gives money back by itself when it cancels.

    `instead` says what a shop does in place of what it cannot.
    """

    kinds: frozenset[Kind] = frozenset()
    cancel_pays_back: bool = False
    instead: Mapping[Kind, str | Promise] = field(default_factory=dict)

    @property
    def cannot(self) -> Mapping[Kind, str | Promise]:
        """Return what it cannot do, each with what to do instead."""
        return {kind: self.instead.get(kind, _DO_IT_THERE) for kind in Kind if kind not in self.kinds}
