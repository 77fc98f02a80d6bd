"""Two workers acknowledge two conversations of one address at the same time: one word is said."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from saath.conversations.actions.acknowledge import acknowledge
from saath.conversations.models import Acknowledgement, Conversation
from saath.conversations.tests.builders import arrive, mail, make_desk
from saath.conversations.tests.test_two_workers import _until_somebody_waits
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_one_word_is_said_to_who_opens_two_conversations_at_once() -> None:
    desk = make_desk()
    arrive(mail("One", subject="One"))
    arrive(mail("Two", subject="Two"))
    with store_scope(desk.store_id):
        first, second = Conversation.objects.order_by("pk")
    has_said, may_commit = threading.Event(), threading.Event()

    def say_first() -> None:
        with store_scope(desk.store_id), write_transaction():
            assert acknowledge(TEST, first) is not None
            has_said.set()
            may_commit.wait(10)
        connection.close()

    def say_second() -> object:
        with store_scope(desk.store_id):
            said = acknowledge(TEST, second)
        connection.close()
        return said

    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(say_first)
        has_said.wait(10)
        two = pool.submit(say_second)
        _until_somebody_waits()
        may_commit.set()
        one.result()
        assert two.result() is None
    with store_scope(desk.store_id):
        assert Acknowledgement.objects.count() == 1
