"""Products as Shopify and WooCommerce tell of them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from saath.orders.connectors.base import Heard, Ignored, ProductGone, Unreadable, VariantNews
from saath.orders.connectors.registry import connector_of
from saath.orders.data import ProductData, VariantData

SHOP = {"X-Shopify-Shop-Domain": "paanch-takiye.myshopify.com", "X-Shopify-Topic": "products/update"}
SHEET: dict[str, Any] = {
    "id": 632,
    "title": "Neelambari bedsheet",
    "body_html": "<p>Indigo &amp; white.</p><script>alert(1)</script><p>Wash alone.</p>",
    "product_type": "Bedsheets",
    "handle": "neelambari",
    "updated_at": "2026-11-20T18:00:00+05:30",
    "published_at": "2026-11-01T00:00:00+05:30",
    "status": "active",
    "tags": "indigo, block print",
    "options": [{"name": "Size"}],
    "images": [{"id": 9, "src": "https://cdn.shopify.example/n.jpg"}],
    "variants": [
        {
            "id": 808,
            "title": "King",
            "option1": "King",
            "price": "2450.00",
            "compare_at_price": "2900.00",
            "sku": "NL-K",
            "inventory_policy": "deny",
            "inventory_management": "shopify",
            "inventory_quantity": -1,
            "image_id": 9,
        },
        {
            "id": 809,
            "title": "Single",
            "option1": "Single",
            "price": "1290.00",
            "inventory_policy": "continue",
        },
    ],
}
WOO_TOPIC = {"X-WC-Webhook-Topic": "product.updated"}
PILLOW: dict[str, Any] = {
    "id": 794,
    "name": "Sukoon pillow &amp; cover",
    "type": "simple",
    "status": "publish",
    "permalink": "https://shop.example/product/sukoon/",
    "date_modified_gmt": "2026-11-20T12:30:00",
    "price": "649.00",
    "regular_price": "700.00",
    "manage_stock": True,
    "stock_quantity": 4,
    "stock_status": "instock",
    "backorders_allowed": False,
    "purchasable": True,
    "short_description": "<p>14 cm</p>",
    "categories": [{"name": "Pillows"}],
    "tags": [{"name": "cotton"}],
    "images": [{"src": "https://shop.example/s.jpg"}],
    "variations": [],
}
AT = datetime(2026, 11, 20, 12, 30, tzinfo=UTC)


def heard(platform: str, headers: dict[str, str], said: Any) -> tuple[Heard, ...]:
    return connector_of(platform).parse(headers, json.dumps(said).encode())


def test_shopify_tells_a_product_with_its_kinds_and_their_stock() -> None:
    king = VariantData(
        "808",
        Decimal("2450.00"),
        "King",
        ("Size: King",),
        "NL-K",
        Decimal("2900.00"),
        stock=-1,
        updated_at=AT,
    )
    single = VariantData(
        "809", Decimal("1290.00"), "Single", ("Size: Single",), may_exceed_stock=True, updated_at=AT
    )
    assert heard("shopify", SHOP, SHEET) == (
        ProductData(
            "632",
            "Neelambari bedsheet",
            AT,
            (king, single),
            kind="Bedsheets",
            tags=("indigo", "block print"),
            about="Indigo & white. Wash alone.",
            url="https://paanch-takiye.myshopify.com/products/neelambari",
            picture="https://cdn.shopify.example/n.jpg",
        ),
    )


@pytest.mark.parametrize("change", [{"status": "draft"}, {"published_at": None}])
def test_what_shopify_does_not_show_is_not_sold(change: dict[str, Any]) -> None:
    (product,) = heard("shopify", SHOP, {**SHEET, **change})
    assert isinstance(product, ProductData)
    assert not product.is_active


def test_a_deleted_product_is_told_by_its_id_alone() -> None:
    gone = {**SHOP, "X-Shopify-Topic": "products/delete"}
    assert heard("shopify", gone, {"id": 632}) == (ProductGone("632"),)
    assert heard("woocommerce", {"X-WC-Webhook-Topic": "product.deleted"}, {"id": 794}) == (
        ProductGone("794"),
    )


def test_a_topic_that_nobody_signed_does_no_harm() -> None:
    gone = {**SHOP, "X-Shopify-Topic": "products/delete"}
    assert heard("shopify", gone, SHEET) == heard("shopify", SHOP, SHEET)
    forged = {"X-WC-Webhook-Topic": "product.deleted"}
    assert heard("woocommerce", forged, PILLOW) == heard("woocommerce", WOO_TOPIC, PILLOW)
    assert isinstance(heard("woocommerce", forged, {"id": 794, "code": "DIWALI"})[0], Ignored)
    for topic in ("app/uninstalled", "orders/create"):
        said = heard("shopify", {**SHOP, "X-Shopify-Topic": topic}, {"id": 632, "order_id": 1})
        assert all(isinstance(each, Ignored) for each in said)


def test_one_body_under_many_topics_is_one_delivery_at_woocommerce() -> None:
    woo, whole, alone = connector_of("woocommerce"), json.dumps(PILLOW).encode(), b'{"id": 794}'
    topics = [{"X-WC-Webhook-Topic": topic} for topic in ("product.updated", "product.deleted", "made.up")]
    assert len({woo.key_of(topic, whole) for topic in topics}) == 1
    assert len({woo.key_of(topic, alone) for topic in topics}) == 3


def test_woocommerce_tells_a_simple_product_that_is_bought_by_its_own_number() -> None:
    (product,) = heard("woocommerce", WOO_TOPIC, PILLOW)
    assert isinstance(product, ProductData)
    assert (product.title, product.about, product.tags) == ("Sukoon pillow & cover", "14 cm", ("cotton",))
    assert [(each.key, each.price, each.compare_at, each.stock) for each in product.variants] == [
        ("794", Decimal("649.00"), Decimal("700.00"), 4)
    ]


def test_woocommerce_leaves_the_kinds_of_a_variable_product_to_themselves() -> None:
    (product,) = heard("woocommerce", WOO_TOPIC, {**PILLOW, "type": "variable", "variations": [801, 802]})
    assert isinstance(product, ProductData)
    assert (product.variants, product.is_whole) == ((), False)
    variation = {
        **PILLOW,
        "id": 801,
        "parent_id": 794,
        "type": "variation",
        "attributes": [{"name": "Colour", "option": "Neel"}],
        "manage_stock": False,
        "stock_status": "outofstock",
    }
    (news,) = heard("woocommerce", WOO_TOPIC, variation)
    assert isinstance(news, VariantNews)
    assert (news.product_key, news.variant.key, news.variant.title, news.variant.stock) == (
        "794",
        "801",
        "Neel",
        0,
    )


@pytest.mark.parametrize("value", [None, "", [], {}, "x", -1, True, "NaN", 10**40])
def test_an_odd_value_is_read_or_called_unreadable_and_nothing_else(value: object) -> None:
    kinds = [{**SHEET["variants"][0], name: value} for name in SHEET["variants"][0]]
    shopify = [
        *({**SHEET, name: value} for name in SHEET),
        *({**SHEET, "variants": [kind]} for kind in kinds),
    ]
    woocommerce = [{**PILLOW, name: value} for name in PILLOW]
    for platform, headers, said in (("shopify", SHOP, shopify), ("woocommerce", WOO_TOPIC, woocommerce)):
        for each in said:
            try:
                products = heard(platform, headers, each)
            except Unreadable:
                continue
            assert all(isinstance(product, ProductData | Ignored) for product in products)
