"""Two workers record what became of two answers of one conversation at the same time."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from saath.conversations.actions.deliver import record_failed, record_sent
from saath.conversations.actions.reply import reply
from saath.conversations.delivering import OUTBOX
from saath.conversations.models import Delivery
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_a_failure_shows_though_another_answer_arrived_meanwhile() -> None:
    desk = make_desk()
    arrive(mail())
    failing, arriving = _two_on_their_way(desk)
    has_failed, may_commit = threading.Event(), threading.Event()

    def fail() -> None:
        with store_scope(desk.store_id), write_transaction():
            record_failed(OUTBOX, failing, attempt=1, reason="no such address")
            has_failed.set()
            may_commit.wait(10)
        connection.close()

    def tell_arrival() -> None:
        with store_scope(desk.store_id):
            record_sent(OUTBOX, arriving, attempt=1)
        connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(fail)
        has_failed.wait(10)
        second = pool.submit(tell_arrival)
        _until_somebody_waits()
        may_commit.set()
        first.result()
        second.result()
    with store_scope(desk.store_id):
        assert only_conversation().has_failed_delivery


def _two_on_their_way(desk: Desk) -> tuple[Delivery, Delivery]:
    with store_scope(desk.store_id):
        for key in ("first", "second"):
            reply(desk.actor, only_conversation(), text=key, client_key=key)
        Delivery.objects.update(state=Delivery.State.SENDING, attempt=1)
        first, second = Delivery.objects.select_related("message__conversation").order_by("pk")
        return first, second


def _until_somebody_waits() -> None:
    """Return once a statement of ours waits for another's lock."""
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted"
    for _turn in range(1000):
        with connection.cursor() as cursor:
            cursor.execute(waiting)
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waits")
