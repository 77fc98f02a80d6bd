"""A shop whose orders come from one platform."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from saath.orders.models import Connection
from saath.orders.tests.builders import make_platform
from saath.stores.tests.builders import make_shop
from saath.tenancy.scope import store_scope


@pytest.fixture
def platform(db: None) -> Iterator[Connection]:
    """Stand in the shop, with its platform."""
    with store_scope(make_shop().store.pk):
        yield make_platform()
