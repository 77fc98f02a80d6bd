"""A shop with an owner, who keeps its standards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, actor_with, make_colleague, make_shop
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope


@pytest.fixture
def shop(db: None) -> Shop:
    return make_shop()


@pytest.fixture
def hetal(shop: Shop) -> Member:
    """The owner."""
    return make_colleague(shop, "hetal@paanch.test", Role.OWNER)


@pytest.fixture
def ravi(shop: Shop) -> Member:
    """A colleague."""
    return make_colleague(shop, "ravi@paanch.test")


@pytest.fixture
def in_store(shop: Shop) -> Iterator[None]:
    with store_scope(shop.store.pk):
        yield


@pytest.fixture
def owner(hetal: Member, in_store: None) -> Actor:
    return actor_with(hetal)


@pytest.fixture
def colleague(ravi: Member, in_store: None) -> Actor:
    return actor_with(ravi)
