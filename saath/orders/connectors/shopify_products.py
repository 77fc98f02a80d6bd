"""Products as Shopify tells of them, in webhooks and by its REST-shaped objects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from saath.orders.connectors.base import Heard, ProductGone
from saath.orders.connectors.reading import (
    Fields,
    amount,
    first,
    html_words,
    items,
    keyed,
    listed,
    needed_key,
    needed_moment,
    signed_count,
    text,
)
from saath.orders.data import ProductData, VariantData

_HANDLE = re.compile(r"[\w%-]{1,255}")
# A product without kinds of its own has one with this name.
_ONLY = "Default Title"


def heard_product(product: Fields, shop: str, *, topic: str) -> Heard:
    """Return what a webhook says of a product; of one that was deleted it says only the id. Raises Unreadable.

    Nobody signs for the topic: under that of a deletion, a product that is told whole is there.
    """
    if topic == "products/delete" and product.keys() == {"id"}:
        return ProductGone(needed_key(product.get("id")))
    return product_data(product, shop)


def product_data(product: Fields, shop: str) -> ProductData:
    """Return a product; its prices are in the currency of the shop, which it does not name. Raises Unreadable."""
    updated_at = needed_moment(product.get("updated_at"), product.get("created_at"))
    pictures = [text(each.get("src")) for each in items(product.get("images"))]
    main = product.get("image")
    handle = text(product.get("handle"))
    is_shown = product.get("published_at") is not None or "published_at" not in product
    return ProductData(
        key=needed_key(product.get("id")),
        title=text(product.get("title")),
        updated_at=updated_at,
        variants=tuple(_variants(product, updated_at)),
        kind=text(product.get("product_type")),
        tags=tuple(listed(product.get("tags"))),
        about=html_words(product.get("body_html")),
        url=f"https://{shop}/products/{handle}" if shop and _HANDLE.fullmatch(handle) else "",
        picture=first(main.get("src") if isinstance(main, dict) else "", *pictures),
        is_active=first(product.get("status"), "active") == "active" and is_shown,
        is_whole=product.get("has_more_variants") is not True,
    )


def _variants(product: Fields, told_at: datetime) -> Iterator[VariantData]:
    for key, each in keyed(product.get("variants")):
        title = text(each.get("title"))
        before = amount(each.get("compare_at_price"))
        price = amount(each.get("price"))
        if price is None:
            continue
        yield VariantData(
            key=key,
            price=price,
            title="" if title == _ONLY else title,
            options=_options(product, each),
            sku=text(each.get("sku")),
            compare_at=before if before is not None and before > price else None,
            stock=signed_count(each.get("inventory_quantity")) if each.get("inventory_management") else None,
            may_exceed_stock=each.get("inventory_policy") == "continue",
            # The product's own time: a change of stock alone moves no variant's.
            updated_at=told_at,
        )


def _options(product: Fields, variant: Fields) -> tuple[str, ...]:
    names = [text(each.get("name")) for each in items(product.get("options"))]
    values = [text(variant.get(f"option{place}")) for place in (1, 2, 3)]
    pairs = zip(names, values, strict=False)
    return tuple(f"{name}: {value}" for name, value in pairs if value and value != _ONLY)
