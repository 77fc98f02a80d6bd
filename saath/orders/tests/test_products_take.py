"""Products as they come from a platform: again, late, in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.language.folding import FOLDING_VERSION
from saath.orders.actions.products import (
    TakenProducts,
    fold_products,
    product_gone,
    take_products,
    take_variant,
)
from saath.orders.connectors.base import VariantNews
from saath.orders.models import Connection, Product, Variant
from saath.orders.products.queries import find_products
from saath.orders.tests.builders import KING, NOON, SINGLE, sheet
from saath.stores.tests.builders import TEST
from saath.timeline.models import Event


def known() -> list[Any]:
    rows = Product.objects.order_by("key").values_list("key", "title", "is_active", "version", "stock_at")
    kinds = Variant.objects.order_by("product__key", "place").values_list(
        "key", "price_minor", "stock", "place"
    )
    return [list(rows), list(kinds)]


def test_a_product_comes_with_its_kinds_in_minor_units_of_the_shops_money(platform: Connection) -> None:
    assert take_products(TEST, platform, told=[sheet()]) == TakenProducts(new=1)
    product = Product.objects.get()
    assert (product.title, product.currency, product.stock_at) == ("Neelambari bedsheet", "INR", NOON)
    kinds = Variant.objects.order_by("place").values_list("key", "price_minor", "stock")
    assert list(kinds) == [("K", 245_000, 3), ("S", 129_000, None)]


def test_in_whatever_order_and_however_often_it_ends_alike(platform: Connection) -> None:
    """Every order of three tellings, one of them twice, and of a kind that was told of by itself."""
    later = sheet(2, title="Neelambari", variants=(replace(KING, stock=1),))
    alone = VariantNews("1", replace(KING, stock=0, updated_at=NOON + timedelta(hours=3)))
    ends = []
    for order in permutations((sheet(), later, sheet(1, title="Old", is_active=False))):
        Product.objects.all().delete()
        for told in (*order, order[0]):
            take_products(TEST, platform, told=[told])
        take_variant(TEST, platform, told=alone)
        for told in order:
            take_products(TEST, platform, told=[told])
            take_variant(TEST, platform, told=alone)
        ends.append(known())
    assert all(end == ends[0] for end in ends)
    assert ends[0][1] == [("K", 245_000, 0, 0)]


def test_the_same_again_says_only_that_its_stock_still_stands(platform: Connection) -> None:
    take_products(TEST, platform, told=[sheet()])
    told_before = Event.objects.count()
    asked_at = NOON + timedelta(days=1)
    assert take_products(TEST, platform, told=[sheet()], read_at=asked_at) == TakenProducts(same=1)
    assert Product.objects.get().stock_at == asked_at
    assert Event.objects.count() == told_before


def test_a_product_that_is_gone_is_not_brought_back_by_what_comes_late(platform: Connection) -> None:
    product_gone(TEST, platform, key="1", at=NOON + timedelta(hours=5))
    take_products(TEST, platform, told=[sheet(1)])
    assert not Product.objects.get().is_active
    take_products(TEST, platform, told=[sheet(6)])
    assert [found.product.key for found in find_products(TEST, "chadar")] == ["1"]
    product_gone(TEST, platform, key="1", at=NOON + timedelta(hours=7))
    assert not find_products(TEST, "neelambari")


def test_products_are_found_in_any_script_by_another_name_and_with_a_slip(platform: Connection) -> None:
    pillow = sheet(key="2", title="Sukoon pillow", kind="", variants=(replace(SINGLE, sku="SK-14"),))
    take_products(TEST, platform, told=[sheet(), pillow])
    for typed in ("नीलांबरी", "નીલાંબરી ચાદર", "nilambari", "neelambri bedshet", "bedsheets", "neelam"):
        assert [each.product.key for each in find_products(TEST, typed, is_typing=True)] == ["1"], typed
    for typed in ("तकिया", "oshiku", "pilow", "SK-14"):
        assert [each.product.key for each in find_products(TEST, typed)] == ["2"], typed
    with CaptureQueriesContext(
        connection,
    ) as asked:
        find_products(TEST, "sukoon takiya")
    assert len([each for each in asked if "SELECT" in each["sql"] and "orders_" in each["sql"]]) == 3


def test_a_new_folding_makes_products_anew(platform: Connection) -> None:
    take_products(TEST, platform, told=[sheet()])
    Product.objects.update(folding_version=FOLDING_VERSION - 1)
    assert (fold_products(TEST), fold_products(TEST)) == (1, 0)
