"""The platforms' APIs say of a product what their webhooks say, page by page, and what nobody told of is brought in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from saath.core.secrets import SecretText
from saath.orders.connectors.base import Platform
from saath.orders.connectors.registry import connector_of
from saath.orders.connectors.shopify_api import ShopifyApi
from saath.orders.connectors.shopify_goods import PRODUCTS_AT_ONCE
from saath.orders.connectors.stand_ins.shopify import TOKEN, ShopifyStandIn
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.test_products import PILLOW, SHEET, SHOP
from saath.orders.connectors.woocommerce_api import WooCommerceApi
from saath.orders.data import ProductData


@pytest.fixture
def shopify(settings: Any) -> Iterator[ShopifyStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ShopifyStandIn(restore_rate=100_000) as stand_in:
        yield stand_in


@pytest.fixture
def woocommerce(settings: Any) -> Iterator[WooCommerceStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with WooCommerceStandIn() as stand_in:
        yield stand_in


def all_goods(platform: Platform) -> list[ProductData]:
    page = platform.products_since(None)
    goods = [*page.products]
    while page.next_cursor:
        page = platform.products_since(None, page.next_cursor)
        goods += page.products
    return goods


def test_shopify_answers_what_it_delivers(shopify: ShopifyStandIn) -> None:
    shopify.products = {str(key): {**SHEET, "id": key} for key in range(1, PRODUCTS_AT_ONCE + 3)}
    goods = all_goods(ShopifyApi(shopify.host, {"token": SecretText(TOKEN)}))
    said = json.dumps({**SHEET, "id": 1}).encode()
    assert goods[0] == connector_of("shopify").parse(SHOP, said)[0]
    assert [each.key for each in goods] == [str(key) for key in range(1, PRODUCTS_AT_ONCE + 3)]
    changed = {**SHEET, "id": 1, "updated_at": "2026-11-21T00:00:00Z"}
    shopify.products["1"] = changed
    newest = goods[0].updated_at.replace(day=21, hour=0, minute=0)
    again = ShopifyApi(shopify.host, {"token": SecretText(TOKEN)}).products_since(newest)
    assert [each.key for each in again.products] == ["1"]


def test_woocommerce_answers_with_the_kinds_of_a_variable_product(woocommerce: WooCommerceStandIn) -> None:
    woocommerce.products = {
        "794": PILLOW,
        "800": {**PILLOW, "id": 800, "type": "variable", "variations": [801]},
    }
    kind = {**PILLOW, "id": 801, "attributes": [{"name": "Colour", "option": "Neel"}], "stock_quantity": 2}
    woocommerce.variations = {"800": [kind]}
    credentials = {"consumer_key": KEY, "consumer_secret": SECRET}
    simple, variable = all_goods(WooCommerceApi(woocommerce.url, credentials))
    assert (simple.key, simple.variants[0].stock) == ("794", 4)
    assert [(each.key, each.title, each.stock) for each in variable.variants] == [("801", "Neel", 2)]
    assert variable.is_whole
