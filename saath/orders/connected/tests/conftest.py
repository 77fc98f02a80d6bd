"""A shop whose platforms tell it through the door, and its owner at a browser."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.orders.hooks.tests.conftest import shopify, store
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague
from saath.tenancy.models import Store

__all__ = ["shopify", "store"]


@pytest.fixture
def shop(store: Store) -> Shop:
    """Return the shop with its staff host."""
    return Shop(store, f"{store.slug}.test")


@pytest.fixture
def owner(shop: Shop) -> Client:
    """Return the owner's browser."""
    return browser_of(make_colleague(shop, "rukmini@example.in", Role.OWNER), shop)
