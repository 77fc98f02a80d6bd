"""Products as WooCommerce tells of them, in webhooks and by its REST API; variations come by themselves."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from saath.core.text import unescape
from saath.orders.connectors.base import Heard, Ignored, ProductGone, VariantNews
from saath.orders.connectors.reading import (
    Fields,
    amount,
    fields,
    first,
    html_words,
    items,
    moment,
    needed_key,
    needed_moment,
    signed_count,
    text,
)
from saath.orders.data import ProductData, VariantData


def is_product(each: Fields, topic: str) -> bool:
    """Tell whether an object is a product or a variation, and nothing that is only named like one."""
    has_price = "permalink" in each and ("price" in each or "regular_price" in each)
    return has_price or (topic == "product.deleted" and is_id_alone(each))


def is_id_alone(each: Fields) -> bool:
    """Tell whether an object has nothing but its id, as what was deleted has; then its topic alone says what it is."""
    return each.keys() == {"id"}


def heard_product(each: Fields, *, topic: str) -> Heard:
    """Return what is said of a product or a variation. Raises Unreadable."""
    if topic == "product.deleted" and is_id_alone(each):
        return ProductGone(needed_key(each.get("id")))
    parent = text(each.get("parent_id"))
    if each.get("type") == "variation":
        return (
            VariantNews(parent, _variant(each))
            if parent not in ("", "0")
            else Ignored("a variation of nothing")
        )
    return product_data(each)


def product_data(product: Fields, variations: list[Fields] | None = None) -> ProductData:
    """Return a product, in the currency of the shop, which it does not name. Raises Unreadable.

    `variations` are those of a variable one where they were asked for; without them it says nothing of their stock.
    """
    key = needed_key(product.get("id"))
    updated_at = needed_moment(
        product.get("date_modified_gmt"), product.get("updated_at"), product.get("date_modified"),
        product.get("date_created_gmt"), product.get("created_at"),
    )  # fmt: skip
    is_variable = text(product.get("type")).startswith("variable")
    told = items(product.get("variations")) if variations is None else variations
    kinds = tuple(_variant(each) for each in told) if is_variable else (_only(product, key),)
    categories = [unescape(_name(each)) for each in _each(product.get("categories"))]
    return ProductData(
        key=key,
        title=unescape(first(product.get("name"), product.get("title"))),
        updated_at=updated_at,
        variants=kinds,
        kind=categories[0] if categories else "",
        tags=tuple([*categories[1:], *(unescape(_name(each)) for each in _each(product.get("tags")))]),
        about=html_words(first(product.get("short_description"), product.get("description"))),
        url=text(product.get("permalink")),
        picture=first(*(each.get("src") for each in items(product.get("images")))),
        is_active=first(product.get("status"), "publish") == "publish",
        is_whole=not is_variable or bool(kinds),
    )


def _only(product: Fields, key: str) -> VariantData:
    """Return the one kind of a product that has no variations; it is bought by the product's own number."""
    return _kind(product, key, title="", options=())


def _variant(each: Fields) -> VariantData:
    options = tuple(
        f"{text(option.get('name'))}: {text(option.get('option'))}"
        for option in items(each.get("attributes"))
    )
    said = [text(option.get("option")) for option in items(each.get("attributes"))]
    return _kind(each, needed_key(each.get("id")), title=" / ".join(filter(None, said)), options=options)


def _kind(each: Fields, key: str, *, title: str, options: tuple[str, ...]) -> VariantData:
    price = amount(first(each.get("price"), each.get("regular_price")))
    before = amount(each.get("regular_price"))
    image = each.get("image")
    pictures = items(image) or [fields(image)]
    return VariantData(
        key=key,
        price=price or Decimal(0),
        title=unescape(title),
        options=tuple(map(unescape, options)),
        sku=text(each.get("sku")),
        compare_at=before if price is not None and before is not None and before > price else None,
        stock=_stock(each),
        may_exceed_stock=each.get("backorders_allowed") is True or each.get("stock_status") == "onbackorder",
        picture=text(pictures[0].get("src")),
        is_active=price is not None and each.get("purchasable", each.get("purchaseable", True)) is not False,
        updated_at=moment(each.get("date_modified_gmt")) or moment(each.get("updated_at")),
    )


def _stock(each: Fields) -> int | None:
    """Return how many there are; what is not counted is out of stock or simply there."""
    counts = first(each.get("manage_stock"), each.get("managing_stock"))
    is_counted = each.get("manage_stock") is True or each.get("managing_stock") is True or counts == "parent"
    if is_counted and each.get("stock_quantity") is not None:
        return signed_count(each.get("stock_quantity"))
    is_out = each.get("stock_status") == "outofstock" or each.get("in_stock") is False
    return 0 if is_out else None


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _name(each: Any) -> str:
    return text(each.get("name")) if isinstance(each, dict) else text(each)
