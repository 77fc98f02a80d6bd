"""A shop whose platforms tell it through the door."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.orders.hooks.tests.doors import HOST, Door, open_door
from saath.stores.tests.builders import make_shop
from saath.tenancy.models import Domain, Store
from saath.tenancy.scope import store_scope


@pytest.fixture
def store(db: None) -> Iterator[Store]:
    """Stand in a shop with pages for shoppers."""
    store = make_shop().store
    Domain.objects.create(store=store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    with store_scope(store.pk):
        yield store


@pytest.fixture
def shopify(store: Store) -> Door:
    """Return the door of a shop at Shopify."""
    return open_door("shopify", "paanch-takiye.myshopify.com")
