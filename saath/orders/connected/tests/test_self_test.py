"""The way in is tried by a delivery that is really sent: how far it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from saath.orders.actions.self_test import begin_self_test
from saath.orders.connected.self_test import hops_of, is_running
from saath.orders.connectors.stand_ins.server import Asked, StandIn, Told
from saath.orders.hooks.tests.doors import Door, read
from saath.orders.models import Connection, Order, Received
from saath.stores.tests.builders import TEST
from saath.tenancy.models import Domain


class FrontDoor(StandIn):
    """What platforms reach from outside: it keeps what it is given."""

    def answer(self, asked: Asked) -> Told:
        """Say that it was taken."""
        return Told()


@pytest.fixture
def front(shopify: Door, settings: Any) -> Iterator[FrontDoor]:
    with FrontDoor() as front:
        settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
        yield front


def tried(door: Door, host: str) -> Connection:
    """Try the way through a host, and return the connection."""
    Domain.objects.filter(purpose=Domain.Purpose.SHOPPER).update(host=host)
    begin_self_test(TEST, door.connection)
    assert is_running(Connection.objects.get())
    read()
    Domain.objects.filter(purpose=Domain.Purpose.SHOPPER).update(host="help.paanch-takiye.test")
    return Connection.objects.get()


def whats(connection: Connection) -> list[str]:
    return [hop.what for hop in hops_of(connection)]


def test_way_that_is_open_is_told_step_by_step(shopify: Door, front: FrontDoor) -> None:
    connection = tried(shopify, front.host)
    assert "Somebody else answered: the delivery is not here." in whats(connection)
    (sent,) = front.asked
    kept = {name: sent.headers[name] for name in ("x-shopify-topic", "x-shopify-hmac-sha256")}
    assert shopify.post(sent.body, kept) == 200
    assert is_running(connection)
    read()
    assert [hop.tone for hop in hops_of(connection)] == ["c-good"] * 4
    assert not is_running(connection)
    assert Received.objects.get().state == "ignored"
    assert not Order.objects.exists()
    assert Connection.objects.get().last_heard_at is None


def test_what_stands_in_the_way_is_named(shopify: Door, front: FrontDoor, settings: Any) -> None:
    front.fail(401)
    assert whats(tried(shopify, front.host))[-1].startswith("The delivery was refused")
    front.fail(502)
    assert "502 in place of 200" in whats(tried(shopify, front.host))[-1]
    assert whats(tried(shopify, "127.0.0.1:1")) == ["Nobody answers at 127.0.0.1:1."]
    settings.ALLOWED_PRIVATE_HOSTS = []
    assert "private network" in whats(tried(shopify, front.host))[0]
