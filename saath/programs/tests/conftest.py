"""A shop, who works there, and a second shop."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from saath.programs.tests.apps import TestApp, make_app
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


@pytest.fixture
def other_shop(db: None) -> Shop:
    return make_shop("doosri-dukaan", "Doosri Dukaan")


@pytest.fixture
def in_store(shop: Shop) -> Iterator[None]:
    with store_scope(shop.store.pk):
        yield


@pytest.fixture
def rukmini(shop: Shop) -> Member:
    return make_colleague(shop, "rukmini@example.com", Role.OWNER)


@pytest.fixture
def meera(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com")


@pytest.fixture
def hemal(shop: Shop) -> Member:
    return make_colleague(shop, "hemal@example.com", Role.READER)


@pytest.fixture
def owner(shop: Shop, rukmini: Member) -> Client:
    return browser_of(rukmini, shop)


@pytest.fixture
def colleague(shop: Shop, meera: Member) -> Client:
    return browser_of(meera, shop)


@pytest.fixture
def reader(shop: Shop, hemal: Member) -> Client:
    return browser_of(hemal, shop)


@pytest.fixture
def outsider(shop: Shop) -> Client:
    return browser_of(None, shop)


@pytest.fixture
def app(shop: Shop, rukmini: Member) -> TestApp:
    return make_app(shop, rukmini)


@pytest.fixture
def server_app(shop: Shop, rukmini: Member) -> TestApp:
    return make_app(shop, rukmini, is_confidential=True, name="Ledger")
