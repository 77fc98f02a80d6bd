"""A shop with one conversation, and those who look at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

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


@pytest.fixture
def statements() -> Callable[[Client, str], int]:
    """Count what a page asks the database, the transaction's own words left out.

    The lesser of two: hosts are remembered for seconds, and asking for one again is no cost of the page.
    """

    def once(client: Client, address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        own = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
        return sum(not query["sql"].startswith(own) for query in captured.captured_queries)

    return lambda client, address: min(once(client, address), once(client, address))
