"""What is offered by a link, and the orders that come of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from saath.core.errors import BadInput, NotFound
from saath.core.money import Money
from saath.customers.models import Identity
from saath.orders.actions.offers import offer_payment, offer_product, offers_sent, set_payment_account
from saath.orders.actions.products import take_products
from saath.orders.models import Connection, Offer, Sale, Variant
from saath.orders.products.links import is_own_host, leads_to, offers_in, token_of
from saath.orders.products.selling import Offered, offer_of
from saath.orders.products.upi import is_vpa, upi_link
from saath.orders.tests.builders import NOON, SHEET, SUNITA, order_data, sheet, take
from saath.stores.tests.builders import TEST

SOLD = replace(SHEET, product_key="1", variant_key="K")


def offer_to(
    connection: Connection, *, sent_at: datetime | None = NOON, kind: str = "product", **more: Any
) -> Offer:
    """Offer the bedsheet to who ordered last."""
    told = sheet(url="https://paanch-takiye.example/products/neelambari", **more)
    take_products(TEST, connection, told=[told])
    take(connection, order_data("9", placed_at=NOON - timedelta(days=60)))
    variant = Variant.objects.select_related("product__connection").get(key="K")
    made = offer_product(
        TEST,
        kind=kind,
        product=variant.product,
        variant=variant,
        identity=Identity.objects.select_related("customer").order_by("pk")[0],
        conversation=uuid4(),
    )
    assert made is not None
    offers_sent(TEST, [made.public_id], at=sent_at)
    return made


def test_an_order_of_what_was_offered_within_a_week_is_a_sale(platform: Connection) -> None:
    offer = offer_to(platform)
    placed = order_data("1", lines=(SOLD,), placed_at=NOON + timedelta(days=2))
    take(platform, placed)
    take(platform, placed)
    sale = Sale.objects.get()
    assert (sale.offer, sale.amount_minor, sale.is_by_link) == (offer, 149_700, False)
    take(
        platform, replace(placed, updated_at=NOON + timedelta(days=9), cancelled_at=NOON + timedelta(days=9))
    )
    assert Sale.objects.get().amount_minor == 0


@pytest.mark.parametrize(
    "change",
    [
        {"placed_at": NOON + timedelta(days=8)},
        {"placed_at": NOON - timedelta(hours=1)},
        {"lines": (SHEET,)},
        {"buyer": replace(SUNITA, key="777", email="other@example.in")},
    ],
    ids=["too late", "before", "another product", "another customer"],
)
def test_another_order_is_none(platform: Connection, change: dict[str, Any]) -> None:
    offer_to(platform)
    take(platform, order_data("1", **{"lines": (SOLD,), "placed_at": NOON + timedelta(days=1), **change}))
    assert not Sale.objects.exists()


def test_somebody_else_who_came_by_the_link_bought_by_it(platform: Connection) -> None:
    offer = offer_to(platform)
    other = replace(SUNITA, key="777", email="other@example.in")
    told = order_data(
        "1", lines=(SOLD,), placed_at=NOON + timedelta(days=1), buyer=other, came_by=token_of(offer)
    )
    take(platform, told)
    assert Sale.objects.get().is_by_link


def test_what_was_never_sent_sold_nothing(platform: Connection) -> None:
    offer_to(platform, sent_at=None)
    take(platform, order_data("1", lines=(SOLD,), placed_at=NOON + timedelta(days=1)))
    assert not Sale.objects.exists()


def test_a_link_leads_to_a_host_of_the_shop_alone(platform: Connection) -> None:
    offer = offer_to(platform)
    assert leads_to(offer) == f"https://paanch-takiye.example/products/neelambari?saath={token_of(offer)}"
    for address in (
        "https://evil.example/",
        "https://paanch-takiye.example.evil.example/",
        "https://paanch-takiye.example@evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "https://evil.example\\@paanch-takiye.example/",
        "",
    ):
        assert not is_own_host(platform, address), address
    offer.address = "https://evil.example/"
    with pytest.raises(NotFound):
        leads_to(offer)


def test_a_cart_holds_the_chosen_kind(platform: Connection) -> None:
    platform.platform, platform.account = "shopify", "paanch-takiye.myshopify.com"
    platform.save()
    numbered = tuple(
        replace(each, key=key) for each, key in zip(sheet().variants, ("808", "809"), strict=True)
    )
    take_products(TEST, platform, told=[sheet(variants=(*numbered, *sheet().variants))])
    take(platform, order_data("9"))
    variant = Variant.objects.select_related("product__connection").get(key="808")
    who = Identity.objects.select_related("customer").order_by("pk")[0]
    made = offer_product(
        TEST,
        kind="cart",
        product=variant.product,
        variant=variant,
        identity=who,
        conversation=uuid4(),
        pieces=2,
    )
    assert made is not None
    cart = f"https://paanch-takiye.myshopify.com/cart/808:2?attributes[saath]={token_of(made)}"
    assert leads_to(made) == cart
    text = f"here: https://help.example/o/{token_of(made)}/ and https://help.example/o/{'a' * 42}/"
    assert offers_in(text) == [made.public_id]


def test_a_payment_link_is_written_as_npci_says_and_needs_an_address(platform: Connection) -> None:
    take(platform, order_data("9"))
    who = Identity.objects.select_related("customer").order_by("pk")[0]
    with pytest.raises(BadInput):
        offer_payment(TEST, amount=Money(44_950, "INR"), identity=who, conversation=uuid4())
    with pytest.raises(BadInput):
        set_payment_account(TEST, vpa="not an address", name="Shop")
    set_payment_account(TEST, vpa="takiye@okbank", name="Paanch Takiye")
    for minor, currency in ((0, "INR"), (-5, "INR"), (100, "USD"), (1_00_000_01, "INR")):
        with pytest.raises(BadInput):
            offer_payment(TEST, amount=Money(minor, currency), identity=who, conversation=uuid4())
    made = offer_payment(TEST, amount=Money(44_950, "INR"), identity=who, conversation=uuid4())
    assert (made.kind, made.amount) == (Offer.Kind.PAYMENT, Money(44_950, "INR"))


def test_the_fields_of_a_payment_link() -> None:
    link = upi_link(
        vpa="takiye@okbank",
        name="Paanch & Takiye",
        amount=Money(44_905, "INR"),
        reference="a" * 40,
        note="पैसे",
    )
    assert link == (
        f"upi://pay?pa=takiye@okbank&pn=Paanch%20%26%20Takiye&tr={'a' * 35}"
        "&tn=%E0%A4%AA%E0%A5%88%E0%A4%B8%E0%A5%87&am=449.05&cu=INR"
    )
    assert is_vpa("98250.12-3_a@ybl")
    assert not any(map(is_vpa, ("takiye", "@ybl", "a@b@c", "takiye@ok bank", "takiye@1", "x&am=1@ybl")))


def test_of_several_offers_the_one_that_is_named_counts_else_the_last_before_the_order() -> None:
    first, second = (Offered(place, uuid4(), NOON + timedelta(days=place)) for place in (0, 1))
    at = NOON + timedelta(days=3)
    assert offer_of([first, second], placed_at=at) == 1
    assert offer_of([first, second], placed_at=at, named=first.public_id) == 0
    assert offer_of([first, second], placed_at=NOON + timedelta(hours=1)) == 0
    assert offer_of([first], placed_at=NOON + timedelta(days=7, seconds=1)) is None
