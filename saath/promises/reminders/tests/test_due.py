"""For whom something falls due is read without the others, whatever waits; a worker that dies says nothing twice."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation
from saath.core.clock import now
from saath.promises.models import OwnWord
from saath.promises.reminders import jobs
from saath.promises.reminders.due import silent_between
from saath.promises.reminders.tests.builders import NOON, after, answered, let_speak, look, trusting, written
from saath.tenancy.scope import store_scope
from tests.databases import signed_in_as_owner

pytestmark = pytest.mark.django_db


def lived(desk: Desk, count: int) -> None:
    """Give the shop that many conversations of every state, one every seven minutes, of which the database knows.

    On PostgreSQL somebody counts a table now and then: of one that tests left nearly empty it says that all ways cost the same.
    """
    arrive(mail())
    with store_scope(desk.store_id):
        one = only_conversation()
        states = list(Conversation.State)
        Conversation.objects.bulk_create(
            Conversation(
                reference=f"L{number}",
                customer=one.customer,
                identity=one.identity,
                account=one.account,
                state=states[number % len(states)],
                last_message_at=one.last_message_at - number * timedelta(minutes=7),
            )
            for number in range(count)
        )
    with (
        signed_in_as_owner() if connection.vendor == "postgresql" else nullcontext(),
        connection.cursor() as cursor,
    ):
        cursor.execute("ANALYZE conversations_conversation")


def plan() -> str:
    """Return the plan of the statement by which the silent are found."""
    with CaptureQueriesContext(connection) as asked:
        silent_between(now() - timedelta(days=1), 0, now())
    [statement] = [each["sql"] for each in asked if "conversations_conversation" in each["sql"]]
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + statement)
        return " ".join(str(cell) for row in cursor.fetchall() for cell in row)


@pytest.mark.django_db(transaction=True)
def test_the_silent_are_found_by_their_last_words(desk: Desk) -> None:
    lived(desk, 3_000)
    with store_scope(desk.store_id), transaction.atomic():
        found = plan()
    assert "conversation_latest" in found
    assert "TEMP B-TREE" not in found
    assert "Sort" not in found


def test_a_worker_that_dies_before_it_notes_how_far_it_came_says_nothing_twice(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusting(desk)
    let_speak(desk, "reminder", at=NOON - timedelta(days=1))
    for number in range(3):
        written(sender=f"Customer {number} <c{number}@example.in>", subject=f"Order {number}")
    with store_scope(desk.store_id):
        for conversation in Conversation.objects.order_by("pk"):
            answered(desk, conversation)
    passed: list[str] = []

    def die(name: str) -> None:
        passed.append(name)
        if len(passed) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(jobs, "fault_point", die)
    with (
        time_machine.travel(after(days=3, hours=1), tick=False),
        store_scope(desk.store_id),
        pytest.raises(KeyboardInterrupt),
    ):
        jobs.look_for_due.call()
    with store_scope(desk.store_id):
        assert OwnWord.objects.count() == 2
    look(desk, after(days=3, hours=1.2))
    with store_scope(desk.store_id):
        assert OwnWord.objects.count() == 3
        assert OwnWord.objects.values("answer").distinct().count() == 3
