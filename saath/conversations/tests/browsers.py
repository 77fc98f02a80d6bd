"""A shop with one conversation, and browsers of those who look at it: fixtures for a `conftest`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

__all__ = ["colleague", "conversation", "desk", "in_store", "outsider", "owner", "reader"]


@pytest.fixture
def desk(db: None) -> Desk:
    found = make_desk()
    arrive(mail("My refund has not come. When do I get the money back?"))
    return found


@pytest.fixture
def in_store(desk: Desk) -> Iterator[None]:
    with store_scope(desk.store_id):
        yield


@pytest.fixture
def conversation(desk: Desk, in_store: None) -> Conversation:
    return only_conversation()


@pytest.fixture
def owner(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "rukmini@example.com", Role.OWNER), desk.shop)


@pytest.fixture
def colleague(desk: Desk) -> Client:
    return browser_of(desk.member, desk.shop)


@pytest.fixture
def reader(desk: Desk) -> Client:
    return browser_of(make_colleague(desk.shop, "hemal@example.com", Role.READER), desk.shop)


@pytest.fixture
def outsider(desk: Desk) -> Client:
    return browser_of(None, desk.shop)
