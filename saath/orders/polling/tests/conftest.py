"""A shop with WooCommerce that can be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from saath.orders.actions.connections import keep_credentials, make_connection
from saath.orders.connectors.stand_ins.woocommerce import KEY, SECRET, WooCommerceStandIn
from saath.orders.models import Connection
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.scope import store_scope


@pytest.fixture
def shop(db: None, settings: Any) -> Iterator[WooCommerceStandIn]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with WooCommerceStandIn() as stand_in, store_scope(make_shop().store.pk):
        yield stand_in


@pytest.fixture
def connection(shop: WooCommerceStandIn) -> Connection:
    made = make_connection(TEST, platform="woocommerce", account=shop.url, name="Our shop")
    keep_credentials(TEST, made, credentials={"consumer_key": KEY, "consumer_secret": SECRET})
    return made
