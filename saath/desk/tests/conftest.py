"""A shop with one conversation, and those who look at it."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.stores.tests.builders import browser_of
from saath.tenancy.scope import store_scope


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def conversation(desk: Desk) -> Conversation:
    with store_scope(desk.store_id):
        return only_conversation()


@pytest.fixture
def colleague(desk: Desk) -> Client:
    return browser_of(desk.member, desk.shop)
