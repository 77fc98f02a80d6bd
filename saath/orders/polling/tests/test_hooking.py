"""Who enters a key has nothing more to set up: the platform is told where to deliver, and what is switched off comes on again."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from saath.core.secrets import SecretText
from saath.orders.actions.connections import keep_secret, make_connection
from saath.orders.connectors.shopify_api import ShopifyApi
from saath.orders.connectors.stand_ins.shopify import APP, SECRET, ShopifyStandIn
from saath.orders.connectors.stand_ins.woocommerce import WooCommerceStandIn
from saath.orders.hooks.tests.doors import HOST
from saath.orders.keys import open_secrets, seal_credentials
from saath.orders.models import Connection
from saath.orders.polling.hooking import see_to_deliveries
from saath.orders.polling.jobs import ask_platform
from saath.orders.polling.place import Place
from saath.orders.polling.tests.test_round import START
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain
from saath.tenancy.scope import current_store_id


@pytest.fixture
def _reached(shop: WooCommerceStandIn) -> None:
    Domain.objects.create(store_id=current_store_id(), host=HOST, purpose=Domain.Purpose.SHOPPER)


def go(connection: Connection, at: datetime) -> bool:
    with time_machine.travel(at, tick=False):
        ask_platform.call(connection.pk)
    connection.refresh_from_db()
    return Place.of(connection).delivers


@pytest.mark.usefixtures("_reached")
def test_a_webhook_that_was_switched_off_is_on_again_within_a_day(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    assert go(connection, START)
    held = open_secrets(connection)
    assert held is not None
    assert {hook["secret"] for hook in shop.hooks} == {held.now}
    shop.hooks[0]["status"] = "disabled"
    go(connection, START + timedelta(hours=1))
    assert shop.hooks[0]["status"] == "disabled"
    go(connection, START + timedelta(days=1))
    assert shop.hooks[0]["status"] == "active"


@pytest.mark.usefixtures("_reached")
def test_a_key_that_may_only_read_is_no_trouble(shop: WooCommerceStandIn, connection: Connection) -> None:
    shop.pass_over()
    shop.fail(401)
    assert not go(connection, START)
    assert Place.of(connection).trouble == ""


def test_nothing_is_registered_where_nobody_can_reach_us(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    assert not go(connection, START)
    assert shop.hooks == []


@pytest.mark.usefixtures("_reached")
def test_shopify_signs_with_the_secret_of_the_app_unless_another_one_is_in_use(settings: Any) -> None:
    app = {"client_id": APP, "client_secret": SECRET}
    with ShopifyStandIn() as shop:
        made = make_connection(TEST, platform="shopify", account=shop.host, name="Shopify")
        Connection.objects.filter(pk=made.pk).update(credentials_sealed=seal_credentials(app))
        made.refresh_from_db()
        api = ShopifyApi(shop.host, {**app, "client_secret": SecretText(SECRET)})
        assert see_to_deliveries(made, api)
        assert shop.hooks
        made.refresh_from_db()
        held = open_secrets(made)
        assert held is not None
        assert held.now == SECRET
        keep_secret(TEST, made, secret="of the shop's own webhooks", is_known_to_others=True)
        made.refresh_from_db()
        assert not see_to_deliveries(made, api)
