"""The Admin API says of an order what its webhook says, whole, whatever the limits are."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saath.core.secrets import SecretText
from saath.orders.connectors.base import Busy, Credentials, NeedsReauth, NoAnswer, NotThere, Refusal
from saath.orders.connectors.registry import platform_of
from saath.orders.connectors.shopify import Shopify
from saath.orders.connectors.shopify_api import TOPICS, ShopifyApi
from saath.orders.connectors.stand_ins.shopify import APP, SECRET, TOKEN, ShopifyStandIn
from saath.orders.connectors.tests.recordings.shopify import RECORDING, SAID
from saath.orders.data import OrderData

START = datetime(2026, 11, 1, tzinfo=UTC)
CREDENTIALS = {"token": SecretText(TOKEN)}


@pytest.fixture
def shop(settings: Any) -> Iterator[ShopifyStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with ShopifyStandIn(restore_rate=100_000) as stand_in:
        yield stand_in


def api(shop: ShopifyStandIn) -> ShopifyApi:
    return ShopifyApi(shop.host, CREDENTIALS)


def said(number: int, **changes: Any) -> dict[str, Any]:
    """Return an order that changed so many minutes after the start."""
    changed_at = (START + timedelta(minutes=number)).isoformat()
    return {**deepcopy(SAID), "id": number, "updated_at": changed_at, **changes}


def delivered(order: dict[str, Any]) -> OrderData:
    """Return what the webhook of an order says, which alone tells nothing of returns."""
    (heard,) = Shopify().parse(RECORDING.headers, RECORDING.saying(order).body)
    assert isinstance(heard, OrderData)
    assert heard.returns is None
    return replace(heard, returns=())


def all_since(platform: ShopifyApi, since: datetime | None) -> list[str]:
    page = platform.orders_since(since)
    keys = [order.key for order in page.orders]
    while page.next_cursor:
        page = platform.orders_since(since, page.next_cursor)
        keys += [order.key for order in page.orders]
    return keys


VARIANTS: list[dict[str, Any]] = [
    {},
    {"cancelled_at": "2026-11-20T18:00:00+05:30", "cancel_reason": "customer"},
    {"financial_status": "partially_paid", "total_outstanding": "1000.00"},
    {"customer": None, "shipping_address": None, "email": "", "refunds": [], "fulfillments": []},
    {"billing_address": {"first_name": "Amit", "last_name": "Verma", "phone": "98980 11111"}},
    {"currency": "JPY", "total_price": "2747"},
    {
        "fulfillments": [
            {**SAID["fulfillments"][0], "status": "cancelled"},
            {**SAID["fulfillments"][0], "id": 82, "shipment_status": None, "tracking_number": None},
            {**SAID["fulfillments"][0], "id": 83, "tracking_numbers": ["A1", "A2"], "tracking_number": "A1"},
        ]
    },
]


@pytest.mark.parametrize("changes", VARIANTS)
def test_order_that_is_asked_for_is_the_one_that_was_delivered(
    shop: ShopifyStandIn, changes: dict[str, Any]
) -> None:
    order = {**deepcopy(SAID), **changes}
    shop.put(order)
    assert api(shop).order("5501") == delivered(order)
    (found,) = api(shop).orders_since(None).orders
    assert found == delivered(order)


def test_long_order_comes_whole(shop: ShopifyStandIn) -> None:
    lines = [{**SAID["line_items"][0], "id": 1000 + place} for place in range(137)]
    parcel = {**SAID["fulfillments"][0], "line_items": [{"id": line["id"], "quantity": 1} for line in lines]}
    refund = {
        **SAID["refunds"][0],
        "refund_line_items": [{"line_item_id": line["id"], "quantity": 1} for line in lines],
        "transactions": [SAID["refunds"][0]["transactions"][0]] * 5,
    }
    order = said(
        1,
        line_items=lines,
        shipping_lines=[{"price": "10.00"}] * 5,
        fulfillments=[{**parcel, "id": place} for place in range(7)],
        refunds=[{**refund, "id": place} for place in range(4)],
    )
    shop.put(order)
    assert api(shop).order("1") == delivered(order)


def test_orders_come_by_when_they_changed_and_none_is_left_out(shop: ShopifyStandIn) -> None:
    shop.put(*(said(number) for number in range(1, 12)))
    assert all_since(api(shop), START + timedelta(minutes=3)) == [str(number) for number in range(3, 12)]
    page = api(shop).orders_since(None)
    assert page.remaining == 11
    # One of the first page changes while the others are read: it comes again at the end.
    shop.put(said(1, updated_at=(START + timedelta(hours=9)).isoformat()))
    keys = [order.key for order in page.orders]
    while page.next_cursor:
        page = ShopifyApi(shop.host, CREDENTIALS).orders_since(None, page.next_cursor)
        keys += [order.key for order in page.orders]
    assert keys == [*(str(number) for number in range(1, 12)), "1"]


def test_a_list_that_is_too_long_for_the_platform_is_begun_anew_where_it_was_left(
    shop: ShopifyStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("saath.orders.connectors.shopify_api.MOST_OF_ONE_LIST", 2)
    shop.put(*(said(number) for number in range(1, 8)))
    keys = all_since(api(shop), None)
    assert sorted(set(keys), key=int) == [str(number) for number in range(1, 8)]


def test_empty_bucket_is_waited_for_and_a_long_wait_is_left_to_who_asks(shop: ShopifyStandIn) -> None:
    shop.put(said(1))
    shop.restore_rate = 50
    shop.drain()
    waited: list[float] = []

    def pause(seconds: float) -> None:
        waited.append(seconds)
        shop.drain(available=2000)

    assert ShopifyApi(shop.host, CREDENTIALS, pause=pause).order("1").key == "1"
    assert waited == [pytest.approx(5, abs=4)]
    shop.restore_rate = 1
    shop.drain()
    with pytest.raises(Busy) as caught:
        api(shop).order("1")
    assert caught.value.seconds > 30


def test_unreadable_order_is_named_and_the_others_come(shop: ShopifyStandIn) -> None:
    shop.put(said(1), said(2, currency="rupees"))
    page = api(shop).orders_since(None)
    assert [order.key for order in page.orders] == ["1"]
    assert page.unreadable == ("2",)


def test_check_tells_the_name_or_what_is_missing(shop: ShopifyStandIn) -> None:
    assert api(shop).check() == "Paanch Takiye"
    shop.scopes = ["read_products"]
    with pytest.raises(NeedsReauth, match="read_orders"):
        api(shop).check()
    with pytest.raises(NeedsReauth):
        ShopifyApi(shop.host, {"token": "another"}).check()
    with pytest.raises(NeedsReauth):
        platform_of("shopify", shop.host, {})
    with pytest.raises(NeedsReauth):
        platform_of("shopify", "paanch-takiye.example/x?.myshopify.com", CREDENTIALS)


def test_an_app_asks_for_a_token_once_and_again_when_it_ends(shop: ShopifyStandIn) -> None:
    app: Credentials = {"client_id": APP, "client_secret": SecretText(SECRET)}
    for _ in range(2):
        assert ShopifyApi(shop.host, app).check() == "Paanch Takiye"
    assert [asked.path for asked in shop.asked].count("/admin/oauth/access_token") == 1
    shop.token = "another since"
    assert ShopifyApi(shop.host, app).check() == "Paanch Takiye"
    with pytest.raises(NeedsReauth):
        ShopifyApi(shop.host, {**app, "client_secret": "another"}).check()


def test_what_the_api_refuses_is_told_apart(shop: ShopifyStandIn) -> None:
    for code, kind in (("ACCESS_DENIED", NeedsReauth), ("INTERNAL_SERVER_ERROR", NoAnswer), ("", Refusal)):
        shop.fail(200, {"errors": [{"message": "Why", "extensions": {"code": code}}]})
        with pytest.raises(kind):
            api(shop).order("1")
    with pytest.raises(NotThere):
        api(shop).order("1")


def test_hooks_are_registered_once(shop: ShopifyStandIn) -> None:
    for _ in range(2):
        api(shop).register_hooks("https://saath.example/hooks/1/", "")
    assert sorted(hook["topic"] for hook in shop.hooks) == sorted(TOPICS)
