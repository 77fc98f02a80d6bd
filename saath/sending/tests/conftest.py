"""What tests of sending share: a shop, its owner's browser, and a server that takes mail."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from saath.conversations.tests.builders import Desk, make_desk
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from tests.post_office import PostOffice


@pytest.fixture
def desk(db: None) -> Desk:
    return make_desk()


@pytest.fixture
def member(desk: Desk) -> Member:
    return make_colleague(desk.shop, "rukmini@example.com", Role.OWNER)


@pytest.fixture
def owner(desk: Desk, member: Member) -> Client:
    return browser_of(member, desk.shop)


@pytest.fixture
def post(settings: Settings) -> Iterator[PostOffice]:
    settings.ALLOWED_PRIVATE_HOSTS = ["localhost"]
    with PostOffice() as opened:
        yield opened
