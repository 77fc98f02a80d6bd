"""The story of a lost delivery: WooCommerce tells once, nobody listens, and a few minutes later the order is there."""

from __future__ import annotations

from datetime import datetime, timedelta

import time_machine

from saath.orders.connectors.stand_ins.woocommerce import WooCommerceStandIn
from saath.orders.hooks.tests.doors import HOST, Door, read
from saath.orders.models import Connection, Order, Received
from saath.orders.polling.jobs import ask_every_platform
from saath.orders.polling.place import Place
from saath.orders.polling.tests.test_round import START, said
from saath.tenancy.models import Domain
from saath.tenancy.scope import current_store_id
from saath.timeline.models import Event

TOPIC = {"X-WC-Webhook-Topic": "order.updated"}


def test_an_order_whose_only_delivery_was_lost_is_there_after_a_few_minutes(
    shop: WooCommerceStandIn, connection: Connection
) -> None:
    Domain.objects.create(store_id=current_store_id(), host=HOST, purpose=Domain.Purpose.SHOPPER)
    door = Door(connection)
    Connection.objects.filter(pk=connection.pk).update(created_at=START)
    ask(START)
    secret = {
        hook["secret"] for hook in shop.hooks if hook["delivery_url"].endswith(f"/{connection.public_id}/")
    }.pop()
    orders = [said(number, START + timedelta(minutes=number), refunds=[]) for number in (1, 2, 3)]
    for order in orders:
        shop.put(order)
        if order["id"] != 2:
            with time_machine.travel(START + timedelta(minutes=order["id"]), tick=False):
                assert door.tell(order, TOPIC, secret) == 200
                read()
    assert set(Order.objects.values_list("key", flat=True)) == {"1", "3"}
    ask(START + timedelta(minutes=20))
    assert set(Order.objects.values_list("key", flat=True)) == {"1", "2", "3"}
    # The same news comes late after all: nothing happens twice.
    with time_machine.travel(START + timedelta(minutes=30), tick=False):
        assert door.tell(orders[1], TOPIC, secret) == 200
        read()
    assert Event.objects.filter(kind="order.placed").count() == 3
    assert Received.objects.filter(state=Received.State.TAKEN).count() == 3
    connection.refresh_from_db()
    assert Place.of(connection).missed == 1


def ask(at: datetime) -> None:
    """Let the schedule and the worker do what they do at a time."""
    with time_machine.travel(at, tick=False):
        ask_every_platform.call()
        read()
