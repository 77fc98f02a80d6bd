"""A shop, its owner, and a server that it tells."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope
from saath.webhooks.tests.receiver import Receiver


@pytest.fixture(autouse=True)
def listed(settings: Settings) -> None:
    """Let this machine be called, as an owner lists a host."""
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]


@pytest.fixture
def shop(transactional_db: None) -> Iterator[Shop]:
    """Return a shop, in whose scope the test runs. What is committed alone is read by others, on PostgreSQL by anybody."""
    made = make_shop()
    with store_scope(made.store.pk):
        yield made


@pytest.fixture
def seat(shop: Shop) -> Member:
    """Return the owner's seat."""
    return make_colleague(shop, "rukmini@example.in", Role.OWNER)


@pytest.fixture
def owner(shop: Shop, seat: Member) -> Client:
    """Return the owner's browser."""
    return browser_of(seat, shop)


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """Return a server that takes everything."""
    with Receiver() as made:
        yield made
