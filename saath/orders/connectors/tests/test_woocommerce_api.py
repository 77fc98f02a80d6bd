"""The REST API says of an order what its webhook says, and when its money went back."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saath.orders.connectors.base import NeedsReauth, NoAnswer, NotThere, Unreachable
from saath.orders.connectors.calling import Answer
from saath.orders.connectors.registry import platform_of
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.connectors.tests.recordings.woocommerce import ORDER, SAID
from saath.orders.connectors.woocommerce_api import ORDERS_AT_ONCE, TOPICS, WooCommerceApi

START = datetime(2026, 11, 1, tzinfo=UTC)
CREDENTIALS = {"consumer_key": KEY, "consumer_secret": SECRET}


@pytest.fixture
def shop(settings: Any) -> Iterator[WooCommerceStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with WooCommerceStandIn() as stand_in:
        yield stand_in


def api(shop: WooCommerceStandIn) -> WooCommerceApi:
    return WooCommerceApi(shop.url, CREDENTIALS)


def said(number: int, *, seconds: int, **changes: Any) -> dict[str, Any]:
    """Return an order that changed so many seconds after the start."""
    changed_at = f"{START + timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}"
    return {**deepcopy(SAID), "id": number, "date_modified_gmt": changed_at, "refunds": [], **changes}


def all_since(platform: WooCommerceApi, since: datetime | None) -> list[int]:
    page = platform.orders_since(since)
    keys = [int(order.key) for order in page.orders]
    while page.next_cursor:
        page = platform.orders_since(since, page.next_cursor)
        keys += [int(order.key) for order in page.orders]
    return keys


def test_order_that_is_asked_for_is_the_one_that_was_delivered(shop: WooCommerceStandIn) -> None:
    shop.put(SAID)
    made_at = datetime(2026, 11, 19, 9, 30, tzinfo=UTC)
    shop.refunds["727"] = [{"id": 9, "amount": "100.00", "date_created_gmt": f"{made_at:%Y-%m-%dT%H:%M:%S}"}]
    dated = replace(ORDER, refunds=(replace(ORDER.refunds[0], at=made_at),))
    assert api(shop).order("727") == dated
    assert api(shop).orders_since(None).orders == (dated,)


def test_orders_come_by_when_they_changed_and_none_is_left_out(shop: WooCommerceStandIn) -> None:
    orders = [said(number, seconds=number) for number in range(1, 2 * ORDERS_AT_ONCE + 2)]
    shop.put(*orders)
    since = START + timedelta(seconds=3)
    assert sorted(set(all_since(api(shop), since))) == list(range(3, 2 * ORDERS_AT_ONCE + 2))
    page = api(shop).orders_since(None)
    assert page.remaining == len(orders)
    # The first order changes while the others are read: all behind it move up by one place.
    shop.put(said(1, seconds=9000))
    keys = [int(order.key) for order in page.orders]
    while page.next_cursor:
        page = api(shop).orders_since(None, page.next_cursor)
        keys += [int(order.key) for order in page.orders]
    assert set(keys) == {order["id"] for order in orders}


def test_more_orders_of_one_second_than_a_page_holds_come_all(shop: WooCommerceStandIn) -> None:
    numbers = range(1, 2 * ORDERS_AT_ONCE + 10)
    shop.put(*(said(number, seconds=5) for number in numbers))
    assert set(all_since(api(shop), START)) == set(numbers)


def test_drafts_are_left_out_and_what_cannot_be_read_is_named(shop: WooCommerceStandIn) -> None:
    shop.put(said(1, seconds=1, status="checkout-draft"), said(2, seconds=2, currency=""), said(3, seconds=3))
    page = api(shop).orders_since(None)
    assert [order.key for order in page.orders] == ["3"]
    assert page.unreadable == ("2",)


def test_check_tells_the_name_or_what_is_wrong(shop: WooCommerceStandIn) -> None:
    assert api(shop).check() == "Paanch Takiye"
    with pytest.raises(NeedsReauth):
        WooCommerceApi(shop.url, {**CREDENTIALS, "consumer_secret": "another"}).check()
    with pytest.raises(NotThere):
        api(shop).order("1/../2")
    shop.fail(200, "a page of the firewall")
    with pytest.raises(NoAnswer):
        api(shop).orders_since(None)


@pytest.mark.parametrize(
    "account", ["", "http://shop.example", "https://a:b@shop.example", "https://[::1", "ftp://x.in"]
)
def test_keys_go_over_https_only(account: str) -> None:
    with pytest.raises(NeedsReauth):
        platform_of("woocommerce", account, CREDENTIALS)


def test_private_host_is_not_called(shop: WooCommerceStandIn, settings: Any) -> None:
    asking = api(shop)
    settings.ALLOWED_PRIVATE_HOSTS = []
    with pytest.raises(Unreachable):
        asking.check()
    assert not shop.asked


def test_hooks_are_registered_once_and_switched_on_again(shop: WooCommerceStandIn) -> None:
    url = "https://saath.example/hooks/1/"
    api(shop).register_hooks(url, "first")
    shop.hooks[0]["status"] = "disabled"
    api(shop).register_hooks(url, "second")
    assert [(hook["topic"], hook["status"], hook["secret"]) for hook in shop.hooks] == [
        (topic, "active", "second") for topic in TOPICS
    ]


class Stubborn(WooCommerceApi):
    """Answers whatever is asked with the same, as a cache before a shop does."""

    says: Any = None
    asked = 0

    def ask(self, method: str, path: str, **asked: Any) -> Answer:
        self.asked += 1
        return Answer(self.says, {})


def test_a_list_without_an_end_and_what_is_no_list_are_no_answer() -> None:
    shop = Stubborn("https://shop.example", CREDENTIALS)
    for says, asked in (([{"id": 1}] * 100, 100), ({"id": 1}, 101)):
        shop.says = says
        with pytest.raises(NoAnswer):
            list(shop.all_of("/orders/727/refunds"))
        assert shop.asked == asked
