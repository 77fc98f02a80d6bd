"""What a shop sells is brought in where no delivery told of it."""

from __future__ import annotations

from datetime import timedelta

from saath.core.clock import now
from saath.orders.actions.products import stock_stands
from saath.orders.connectors.stand_ins.woocommerce import WooCommerceStandIn
from saath.orders.connectors.tests.test_products import PILLOW
from saath.orders.models import Connection, Product, Variant
from saath.orders.polling.goods import ASKER, bring_goods


def brought(connection: Connection) -> bool:
    """Ask by what the connection holds now."""
    return bring_goods(Connection.objects.get(pk=connection.pk))


def test_what_changed_is_brought_in_and_the_same_again_says_that_its_stock_stands(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    shop.products = {"794": PILLOW}
    assert not brought(connection)
    assert Variant.objects.get().stock == 4
    Product.objects.update(stock_at=now() - timedelta(hours=3))
    assert not brought(connection)
    assert Product.objects.get().stock_at > now() - timedelta(minutes=1)
    shop.products["794"] = {**PILLOW, "stock_quantity": 0, "date_modified_gmt": "2026-11-21T00:00:00"}
    brought(connection)
    assert Variant.objects.get().stock == 0


def test_a_shop_that_does_not_let_us_look_keeps_what_is_known(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    shop.products = {"794": PILLOW}
    brought(connection)
    shop.consumer_secret = "another"  # opens nothing
    assert not brought(connection)
    assert Product.objects.get().is_active


def test_stock_that_stands_is_written_where_nobody_looked_for_a_while(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    shop.products = {"794": PILLOW}
    brought(connection)
    Product.objects.update(stock_at=now() - timedelta(hours=3))
    stock_stands(ASKER, connection, at=now())
    assert Product.objects.exists()
    assert not Product.objects.filter(stock_at__lt=now() - timedelta(minutes=1)).exists()
