"""A shop that is always open, two colleagues, and a stand-in for a push service."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from saath.conversations.tests.builders import Desk, make_desk
from saath.core.tests.push_service import PushService, push_service
from saath.stores.models import Member
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


@pytest.fixture
def in_store(desk: Desk) -> Iterator[None]:
    with store_scope(desk.store_id):
        yield


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with push_service() as service:
        yield service
