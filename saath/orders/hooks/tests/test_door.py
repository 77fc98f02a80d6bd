"""What the door answers, and what it writes down before it does."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from saath.jobs.models import Job
from saath.orders.actions.connections import end_connection, make_secret
from saath.orders.connectors.tests.contract import SECRET, recording_of
from saath.orders.hooks import door
from saath.orders.hooks.tests.doors import HOST, Door, open_door, read
from saath.orders.models import Connection, Order, Received
from saath.stores.tests.builders import TEST, make_shop
from saath.tenancy.models import Domain, Store

SAID = recording_of("shopify")


def tell(shopify: Door) -> int:
    return shopify.tell(SAID.said, dict(SAID.headers))


def test_delivery_is_written_down_as_it_came_and_answered(shopify: Door) -> None:
    assert tell(shopify) == 200
    row = Received.objects.get()
    assert row.state == "received"
    assert not Order.objects.exists()
    assert b"PT-20418" in bytes(row.body)
    assert not {"x-shopify-hmac-sha256", "cookie", "x-api-key"} & {name.casefold() for name in row.headers}
    read()
    row.refresh_from_db()
    assert (row.state, row.about) == ("taken", "#PT-20418")
    assert Order.objects.get().connection == shopify.connection
    assert Connection.objects.get().last_heard_at == row.received_at


def test_same_delivery_twice_is_one_row_and_a_burst_is_one_job(shopify: Door) -> None:
    for _ in range(2):
        for number in range(3):
            assert shopify.tell({**SAID.said, "id": number}, {"X-Shopify-Event-Id": str(number)}) == 200
    assert Received.objects.count() == 3
    assert Job.objects.filter(task__contains="read_deliveries").count() == 1
    read()
    assert Order.objects.count() == 3


def test_wrong_signature_is_counted_and_leaves_nothing(shopify: Door) -> None:
    assert shopify.tell(SAID.said, secret="another-secret") == 401
    assert shopify.post(b"{}", {}) == 401
    assert not Received.objects.exists()
    connection = Connection.objects.get()
    assert connection.refused == 2
    assert connection.last_refused_at is not None


def test_who_guesses_is_slowed_down(shopify: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "WRONG_OF_NETWORK_A_MINUTE", 1)
    answers = [shopify.tell(SAID.said, secret="another-secret") for _ in range(3)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert tell(shopify) == 200


def test_former_secret_is_believed_for_a_while(shopify: Door) -> None:
    new = make_secret(TEST, shopify.connection).reveal()
    assert shopify.tell(SAID.said, secret=SECRET) == 200
    assert shopify.tell(SAID.said, secret=new) == 200
    newest = make_secret(TEST, shopify.connection, is_known_to_others=True).reveal()
    assert shopify.tell(SAID.said, secret=new) == 401
    assert shopify.tell(SAID.said, secret=newest) == 200


def test_connection_without_a_secret_hears_nothing(store: Store) -> None:
    shiprocket = open_door("shiprocket")
    Connection.objects.update(secrets_sealed="")
    assert shiprocket.tell({"awb": "1"}, secret="") == 401


def test_nobody_is_there_for_an_unknown_or_ended_connection_or_of_another_shop(shopify: Door) -> None:
    client, headers = Client(), {"host": HOST}
    assert client.post(f"/hooks/{uuid4()}/", headers=headers).status_code == 404
    Domain.objects.create(store=make_shop("two").store, purpose=Domain.Purpose.SHOPPER, host="help.two.test")
    path = f"/hooks/{shopify.connection.public_id}/"
    assert client.post(path, headers={"host": "help.two.test"}).status_code == 404
    assert client.get(path, headers=headers).status_code == 405
    end_connection(TEST, shopify.connection)
    assert tell(shopify) == 404


def test_what_is_too_large_is_not_kept(shopify: Door) -> None:
    assert shopify.tell(b" " * (door.MOST_OCTETS + 1)) == 413
    assert not Received.objects.exists()


def test_ping_without_a_signature_is_answered_and_not_kept(store: Store) -> None:
    woocommerce = open_door("woocommerce", "https://shop.example")
    assert woocommerce.post(b"webhook_id=12", {}) == 200
    assert woocommerce.post(b"webhook_id=12&x=1", {}) == 401
    assert not Received.objects.exists()
