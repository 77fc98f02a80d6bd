"""Secrets of a connection: sealed, changed while both are good, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from saath.core.errors import BadInput, Conflict
from saath.core.secrets import SecretText, add_key, drop_old_keys, rotate
from saath.orders.actions.connections import (
    end_connection,
    keep_credentials,
    keep_secret,
    make_connection,
    make_secret,
)
from saath.orders.actions.take import take_orders
from saath.orders.keys import credentials_of, reencrypt_connections, secrets_of
from saath.orders.models import Connection, Order
from saath.orders.tests.builders import NOON, order_data
from saath.stores.tests.builders import TEST

pytestmark = pytest.mark.django_db
KEYS = {"consumer_key": "ck_1", "consumer_secret": "cs_1"}


@pytest.fixture
def shop(platform: Connection) -> Connection:
    return make_connection(TEST, platform="woocommerce", account="https://shop.example", name="Our shop")


def good(connection: Connection, at: datetime = NOON) -> list[str]:
    return list(secrets_of(Connection.objects.get(pk=connection.pk), at))


def test_former_secret_is_good_for_a_day(shop: Connection) -> None:
    assert good(shop) == []
    with time_machine.travel(NOON, tick=False):
        keep_secret(TEST, shop, secret="first-secret")
        assert good(shop) == ["first-secret"]
        second = make_secret(TEST, shop).reveal()
    assert good(shop) == [second, "first-secret"]
    assert good(shop, NOON + timedelta(days=1)) == [second]


def test_secret_that_others_know_ends_at_once(shop: Connection) -> None:
    keep_secret(TEST, shop, secret="first-secret")
    second = make_secret(TEST, shop, is_known_to_others=True).reveal()
    assert good(shop) == [second]


def test_what_is_too_short_is_no_secret(shop: Connection) -> None:
    with pytest.raises(BadInput):
        keep_secret(TEST, shop, secret=" short ")


def test_nothing_is_stored_in_the_clear(shop: Connection) -> None:
    keep_secret(TEST, shop, secret="first-secret")
    keep_credentials(TEST, shop, credentials=KEYS)
    stored = Connection.objects.get(pk=shop.pk)
    assert "first-secret" not in stored.secrets_sealed
    assert "cs_1" not in stored.credentials_sealed
    assert credentials_of(stored) == {"consumer_key": "ck_1", "consumer_secret": SecretText("cs_1")}


def test_half_of_what_opens_a_platform_is_refused(shop: Connection) -> None:
    for half in ({"consumer_key": "ck_1"}, {**KEYS, "token": "x"}):
        with pytest.raises(BadInput):
            keep_credentials(TEST, shop, credentials=half)


def test_another_key_of_the_installation_opens_them_still(shop: Connection) -> None:
    keep_secret(TEST, shop, secret="first-secret")
    keep_credentials(TEST, shop, credentials=KEYS)
    add_key()
    assert reencrypt_connections(rotate) == 2
    drop_old_keys()
    assert good(shop) == ["first-secret"]


def test_ended_connection_forgets_its_keys_and_is_taken_up_with_its_orders(shop: Connection) -> None:
    keep_secret(TEST, shop, secret="first-secret")
    take_orders(TEST, shop, told=[order_data()])
    with pytest.raises(Conflict):
        make_connection(TEST, platform="woocommerce", account=shop.account, name="Twice")
    end_connection(TEST, shop)
    assert good(shop) == []
    again = make_connection(TEST, platform="woocommerce", account=shop.account, name="Again")
    assert (again.pk, again.is_active) == (shop.pk, True)
    assert Order.objects.get().connection == again
