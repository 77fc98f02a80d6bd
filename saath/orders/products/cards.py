"""A product as it is shown to a customer within an answer: a few lines with the marks that answers have. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from saath.core.languages import language_of
from saath.core.money import Money
from saath.orders.models import Product, Variant

# Longer ago than this, the time stands beside it: somebody may have bought the last one since.
STOCK_IS_FRESH = timedelta(hours=1)
FEW = 3


def card_text(
    product: Product, variant: Variant, *, links: dict[str, str], at: datetime, zone: ZoneInfo, language: str
) -> str:
    """Return the lines of a card in the language that is switched on: name, price, stock and links by their words."""
    price = variant.price(product.currency).format(language)
    before = variant.compare_at_minor
    if before is not None:
        was = Money(before, product.currency).format(language)
        price = _("%(price)s instead of %(was)s") % {"price": price, "was": was}
    lines = [
        f"*{named(product, variant)}*",
        price,
        stock_words(product, variant, at=at, zone=zone, language=language),
    ]
    return "\n".join([*lines, *(f"[{words}]({address})" for words, address in links.items())])


def named(product: Product, variant: Variant) -> str:
    """Return what a kind of a product is called, without what would be a mark in an answer."""
    name = ", ".join(filter(None, (product.title, variant.title)))
    return " ".join(name.translate(_NO_MARKS).split())


def stock_words(product: Product, variant: Variant, *, at: datetime, zone: ZoneInfo, language: str) -> str:
    """Return how much there is; where nobody has looked for an hour, as of when."""
    said = _stock(variant)
    if at - product.stock_at <= STOCK_IS_FRESH:
        return said
    when = format_datetime(
        product.stock_at.astimezone(zone), "d MMM, HH:mm", locale=language_of(language).locale
    )
    return _("%(stock)s (as of %(time)s)") % {"stock": said, "time": when}


def _stock(variant: Variant) -> str:
    if not variant.is_there:
        return _("Sold out")
    if variant.stock is not None and variant.stock <= 0:
        return _("Can be ordered")
    if variant.stock is not None and variant.stock <= FEW:
        return ngettext("Only %(n)d left", "Only %(n)d left", variant.stock) % {"n": variant.stock}
    return _("In stock")


_NO_MARKS = str.maketrans(dict.fromkeys("*_[]()\n", " "))
