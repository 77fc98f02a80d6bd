"""From what a connector read of a product to rows: what goes into which column, and by which words it is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import get_currency_precision

from saath.core.web_addresses import web_address
from saath.language.folding import FOLDING_VERSION, fold_words
from saath.orders.data import ProductData, VariantData
from saath.orders.models import Product, Variant
from saath.orders.rowing import fitting

LONGEST_TOKEN = 60
MOST_TAGS = 50
VARIANT_COLUMNS = (
    "place", "title", "options", "sku", "price_minor", "compare_at_minor", "stock", "may_exceed_stock", "picture",
    "is_active", "version",
)  # fmt: skip


def product_version(data: ProductData) -> tuple[datetime, str]:
    """Return by what two tellings of one product are told apart."""
    return data.updated_at, hashlib.sha256(repr(data).encode()).hexdigest()


def product_fields(data: ProductData, *, shop_currency: str) -> dict[str, Any]:
    """Return the columns of a product that its platform decides."""
    version, digest = product_version(data)
    return fitting(
        Product,
        title=data.title or data.key,
        kind=data.kind,
        tags=list(data.tags[:MOST_TAGS]),
        about=data.about,
        url=_link(data.url),
        picture=_link(data.picture),
        currency=(data.currency or shop_currency).upper(),
        is_active=data.is_active,
        version=version,
        digest=digest,
        folding_version=FOLDING_VERSION,
    )


def variants_of(product: Product, data: ProductData) -> Iterator[Variant]:
    """Return the variants of a product in the order of the platform, each key once."""
    for place, each in enumerate({variant.key: variant for variant in data.variants}.values()):
        at = each.updated_at or data.updated_at
        values = variant_fields(each, currency=product.currency, at=at)
        yield Variant(product=product, key=each.key[:80], place=place, **values)


def variant_fields(data: VariantData, *, currency: str, at: datetime) -> dict[str, Any]:
    """Return the columns of a variant that its platform decides, but for its place."""
    return fitting(
        Variant,
        title=data.title,
        options=list(data.options),
        sku=data.sku,
        price_minor=in_minor(data.price, currency),
        compare_at_minor=None if data.compare_at is None else in_minor(data.compare_at, currency),
        stock=data.stock,
        may_exceed_stock=data.may_exceed_stock,
        picture=_link(data.picture),
        is_active=data.is_active,
        version=at,
    )


def in_minor(amount: Decimal, currency: str) -> int:
    """Return an amount in minor units of its currency, half a unit upwards."""
    scaled = amount.scaleb(get_currency_precision(currency))
    return int(scaled.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def words_of(product: Product, variants: Iterable[Variant]) -> dict[str, bool]:
    """Return the folded words by which a product is found, each with whether it stands in the title."""
    if not product.is_active:
        return {}
    rest = [product.kind, *product.tags, product.about]
    for variant in variants:
        rest += [variant.title, *variant.options, variant.sku]
    words = dict.fromkeys(_tokens(" ".join(map(str, rest))), False)
    return {**words, **dict.fromkeys(_tokens(product.title), True)}


def _tokens(text: str) -> set[str]:
    return {
        token
        for word in fold_words(text)
        for token in (word.written, *word.alike)
        if len(token) <= LONGEST_TOKEN
    }


def _link(written: str) -> str:
    return written if web_address(written) else ""
