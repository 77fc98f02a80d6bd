"""What a colleague fills in to have something done to an order, and how it reads before it is done."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import get_currency_precision
from django.utils.translation import gettext_lazy as _

from saath.core.errors import BadInput
from saath.core.money import Money
from saath.core.text import storable
from saath.orders.acts.commands import Kind
from saath.orders.acts.rules import Plan, needs_second
from saath.orders.acts.shares import LineFacts, OrderFacts
from saath.orders.acts.wishes import Wish
from saath.orders.data import AddressData
from saath.orders.models import Order

ADDRESS = ("name", "street", "more", "city", "region", "pincode", "country", "phone")
LONGEST, LONGEST_LINK, LONGEST_AWB = 200, 1000, 80
BY_LINES = frozenset({Kind.REFUND, Kind.REPLACEMENT, Kind.RETURN})


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of an order in the form, and how many of its pieces are chosen."""

    key: str
    title: str
    most: int
    chosen: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What is about to be done: `plan` in amounts, `lines` as pairs of a title and how many pieces.

    `given_minor` is what the asker gave alone before that counts toward their limit.
    """

    plan: Plan
    currency: str
    lines: Sequence[tuple[str, int]]
    limit_minor: int | None
    given_minor: int

    @property
    def amount(self) -> Money:
        """What it costs."""
        return Money(self.plan.amount_minor, self.currency)

    @property
    def parts(self) -> Sequence[tuple[str, Money]]:
        """Of which parts the amount is made; none where they do not add up to it."""
        share = self.plan.share
        if share.total_minor != self.plan.amount_minor:
            return ()
        named = (
            (_("Goods"), share.goods_minor),
            (_("Discount"), -share.discount_minor),
            (_("Tax"), share.tax_minor),
            (_("Shipping"), share.shipping_minor),
        )
        return [(str(name), Money(minor, self.currency)) for name, minor in named if minor]

    @property
    def needs_second(self) -> bool:
        """Whether somebody else has to agree."""
        return needs_second(self.plan.amount_minor, self.limit_minor, self.given_minor)

    @property
    def limit(self) -> Money:
        """How much the asker may spend alone."""
        return Money(self.limit_minor or 0, self.currency)

    @property
    def given(self) -> Money | None:
        """What was given before, where it is this that takes it above the limit."""
        is_above_alone = needs_second(self.plan.amount_minor, self.limit_minor)
        return None if is_above_alone else Money(self.given_minor, self.currency)


def wish_of(kind: Kind, post: Mapping[str, str], order: Order, facts: OrderFacts) -> Wish:
    """Return what a form asks for; raises `BadInput` for what is no number or no day."""
    return Wish(
        kind,
        lines=_lines(post, facts) if kind in BY_LINES else (),
        is_whole=post.get("what") == "all",
        with_shipping=bool(post.get("shipping")),
        address=_address(post) if kind is Kind.ADDRESS else None,
        amount_minor=minor_of(post.get("amount", ""), order.currency) if kind is Kind.COUPON else 0,
        until=_day(post.get("until", "")) if kind is Kind.COUPON else None,
        label=_typed(post, "label", LONGEST_LINK) if kind is Kind.RETURN else "",
        awb=_typed(post, "awb", LONGEST_AWB) if kind is Kind.RETURN else "",
    )


def choices_of(kind: Kind, post: Mapping[str, str], facts: OrderFacts) -> Sequence[Choice]:
    """Return the lines that can be chosen from, as they were chosen."""
    return [
        Choice(line.key, line.title, most, _count(post.get(f"n-{line.key}", "0")))
        for line in facts.lines
        if (most := _most(kind, line))
    ]


def _most(kind: Kind, line: LineFacts) -> int:
    if kind is Kind.REPLACEMENT:
        return line.quantity
    return line.to_come_back if kind is Kind.RETURN else line.left


def titled(lines: Sequence[tuple[str, int]], facts: OrderFacts) -> Sequence[tuple[str, int]]:
    """Return pieces by the titles of their lines."""
    titles = {line.key: line.title for line in facts.lines}
    return [(titles[key], count) for key, count in lines if key in titles]


def address_shown(order: Order, post: Mapping[str, str]) -> Mapping[str, str]:
    """Return the address in the form: as it was typed, else as the order has it."""
    if post:
        return {name: post.get(name, "") for name in ADDRESS}
    kept = order.address
    lines = kept.get("lines") or [""]
    named = {name: kept.get(name, "") for name in ("name", "city", "region", "pincode", "country", "phone")}
    return {**named, "street": lines[0], "more": ", ".join(lines[1:])}


def minor_of(written: str, currency: str) -> int:
    """Return an amount as people write it, in minor units; raises `BadInput` for what is none."""
    plain = unicodedata.normalize("NFKC", written).replace(",", "").replace("₹", "").strip()
    try:
        amount = Decimal(plain)
        minor = amount.scaleb(get_currency_precision(currency))
    except (ArithmeticError, ValueError) as error:
        raise BadInput(_("Write an amount, such as 250."), field="amount") from error
    if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor <= 10**12:
        raise BadInput(_("Write an amount, such as 250."), field="amount")
    return int(minor)


def _lines(post: Mapping[str, str], facts: OrderFacts) -> tuple[tuple[str, int], ...]:
    chosen = ((line.key, _count(post.get(f"n-{line.key}", ""))) for line in facts.lines)
    return tuple((key, count) for key, count in chosen if count)


def _count(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 7 else 0


def _address(post: Mapping[str, str]) -> AddressData:
    typed = {name: _typed(post, name) for name in ADDRESS}
    lines = tuple(filter(None, (typed.pop("street"), typed.pop("more"))))
    return AddressData(lines=lines, **typed)


def _typed(post: Mapping[str, str], name: str, longest: int = LONGEST) -> str:
    return " ".join(storable(post.get(name, "")).split())[:longest]


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
