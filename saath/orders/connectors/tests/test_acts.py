"""Whatever is done to an order at a platform is found there again, and done once however often the line breaks."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from saath.orders.acts import commands
from saath.orders.acts.commands import Command
from saath.orders.connectors.base import Doer, NoAnswer, Refusal
from saath.orders.connectors.registry import DOERS, doer_of, platform_of
from saath.orders.connectors.stand_ins import shopify_acts, woocommerce_acts
from saath.orders.connectors.stand_ins.server import StandIn
from saath.orders.connectors.stand_ins.shopify import TOKEN, ShopifyStandIn
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.shopify import SAID as SHOPIFYS
from saath.orders.connectors.tests.recordings.woocommerce import SAID as WOOS
from saath.orders.data import AddressData

KEYS: dict[str, Any] = {"token": TOKEN, "consumer_key": KEY, "consumer_secret": SECRET}
BHOPAL = AddressData(
    "Sunita Verma", ("4 Arera Colony", "Near the lake"), "Bhopal", "MP", "462016", "IN", "98250 12345"
)


@pytest.fixture(params=sorted(DOERS))
def shop(request: pytest.FixtureRequest, settings: Any) -> Iterator[tuple[StandIn, str, str, str]]:
    """Return a stand-in, the key of its connector, its account and an order that was paid and not sent."""
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    if request.param == "shopify":
        with ShopifyStandIn(restore_rate=100_000) as shopify:
            order = {**deepcopy(SHOPIFYS), "refunds": [], "fulfillments": [], "financial_status": "paid"}
            shopify_acts.acting(shopify).put(order)
            yield shopify, "shopify", shopify.host, "5501"
    else:
        with WooCommerceStandIn() as woo:
            paid = {"date_paid_gmt": "2026-11-18T04:45:00", "refunds": [], "meta_data": []}
            woocommerce_acts.acting(woo).put({**deepcopy(WOOS), **paid})
            yield woo, "woocommerce", woo.url, "727"


def told(key: str, order: str) -> list[Command]:
    line = "71" if order == "5501" else "315"
    asked: Any = {
        "key": f"01930000-0000-7000-8000-00000000000{key}",
        "order_key": order,
        "currency": "INR",
        "reason": "Torn",
        "asked_at": datetime.now(UTC),
    }
    return [
        commands.Refund(**asked, amount_minor=70_000, lines=((line, 1),)),
        commands.Coupon(**asked, code="sorry-70", amount_minor=7_000, until=date(2027, 1, 31)),
        commands.AddressChange(**asked, address=BHOPAL),
        commands.Replacement(**asked, lines=((line, 1),)),
        commands.Cancel(**asked, amount_minor=0),
    ]


def test_what_is_done_is_found_again_and_nothing_else(shop: tuple[StandIn, str, str, str]) -> None:
    _stand_in, platform, account, order = shop
    doer = doer_of(platform, account, KEYS)
    for command in told("1", order):
        assert doer.find(command) is None
        done = doer.perform(command)
        found = doer.find(command)
        assert found is not None
        assert found.reference == done.reference != ""
    after = platform_of(platform, account, KEYS).order(order)
    assert [refund.amount_minor for refund in after.refunds] == [70_000]
    assert (after.address.city, after.cancelled_at is None) == ("Bhopal", False)


def come_back(key: str, **changes: Any) -> commands.ReturnRequest:
    refund = told(key, "5501")[0]
    asked = {name: getattr(refund, name) for name in ("key", "order_key", "currency", "reason", "asked_at")}
    return commands.ReturnRequest(**{**asked, "lines": (("71", 1),), **changes})


@pytest.fixture
def sent(settings: Any) -> Iterator[ShopifyStandIn]:
    """Return a shop with an order of which one bedsheet was sent."""
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ShopifyStandIn(restore_rate=100_000) as shopify:
        yield shopify_acts.acting(shopify)


def test_what_was_sent_comes_back_once_and_is_known_of(sent: ShopifyStandIn) -> None:
    sent.put(deepcopy(SHOPIFYS))
    doer, platform = doer_of("shopify", sent.host, KEYS), platform_of("shopify", sent.host, KEYS)
    assert platform.order("5501").returns == ()
    asked = come_back("4", label="https://courier.example/label.pdf", awb="RF1")
    assert doer.find(asked) is None
    done = doer.perform(asked)
    assert "writes to the customer" in done.words
    found = doer.find(asked)
    assert found is not None
    assert found.reference == done.reference
    with pytest.raises(Refusal, match="in a return already"):
        doer.perform(come_back("5"))
    (returned,) = platform.order("5501").returns or ()
    assert (returned.key, returned.state, returned.lines) == (done.reference, "approved", (("71", 1),))
    assert asked.mark in returned.reason
    (made,) = sent.orders["5501"]["returns"]
    assert (made["label"], made["awb"]) == ("https://courier.example/label.pdf", "RF1")
    made["status"] = "CANCELED"
    assert "nothing" in doer.perform(come_back("5")).words


def test_a_label_that_is_refused_or_lost_undoes_no_return(sent: ShopifyStandIn) -> None:
    doer = doer_of("shopify", sent.host, KEYS)
    for label, silent in (("http://courier.example/1", False), ("https://courier.example/1", True)):
        sent.put(deepcopy(SHOPIFYS))
        if silent:
            sent.pass_over(times=2)
            sent.fall_silent()
        done = doer.perform(come_back("6", label=label))
        assert "Look in Shopify whether its label is there" in done.words
        assert ("Label file URL is invalid" in done.words) is not silent


def test_who_may_not_read_returns_knows_of_none(sent: ShopifyStandIn) -> None:
    sent.put(deepcopy(SHOPIFYS))
    doer_of("shopify", sent.host, KEYS).perform(come_back("7"))
    sent.may_read_returns = False
    assert platform_of("shopify", sent.host, KEYS).order("5501").returns is None


def test_an_answer_that_got_lost_is_found(shop: tuple[StandIn, str, str, str]) -> None:
    stand_in, platform, account, order = shop
    doer = doer_of(platform, account, KEYS)
    refund = told("2", order)[0]
    asks_first = platform == "shopify"
    stand_in.pass_over(times=int(asks_first))
    stand_in.fall_silent()
    with pytest.raises(NoAnswer):
        doer.perform(refund)
    assert doer.find(refund) is not None
    assert doer.find(replace(refund, key="01930000-0000-7000-8000-0000000000ff")) is None


def test_more_than_came_is_refused(shop: tuple[StandIn, str, str, str]) -> None:
    _stand_in, platform, account, order = shop
    doer: Doer = doer_of(platform, account, KEYS)
    refund = told("3", order)[0]
    assert isinstance(refund, commands.Refund)
    with pytest.raises((Refusal, NoAnswer)):
        doer.perform(replace(refund, amount_minor=99_999_900))
    assert doer.find(refund) is None


@pytest.fixture
def woo(settings: Any) -> Iterator[WooCommerceStandIn]:
    """Return a shop with an order that was paid."""
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with WooCommerceStandIn() as woo:
        woocommerce_acts.acting(woo).put({**deepcopy(WOOS), "refunds": [], "meta_data": []})
        yield woo


def test_why_it_was_done_is_for_the_shops_people_alone(woo: WooCommerceStandIn) -> None:
    doer = doer_of("woocommerce", woo.url, KEYS)
    refund, _coupon, _address, replacement, _cancel = told("8", "727")
    doer.perform(refund)
    made = doer.perform(replacement)
    for key in ("727", made.reference):
        (note,) = woo.orders[key].pop("notes")
        assert (note["note"], note["customer_note"]) == (refund.note, False)
    # The reason of a refund and the note of an order are what mails to the customer show.
    assert "Torn" not in str(woo.orders) + str(woo.refunds)


def test_a_reason_that_does_not_arrive_undoes_nothing(woo: WooCommerceStandIn) -> None:
    woo.pass_over()
    woo.fall_silent()
    doer, refund = doer_of("woocommerce", woo.url, KEYS), told("8", "727")[0]
    done = doer.perform(refund)
    assert doer.find(refund) == done
