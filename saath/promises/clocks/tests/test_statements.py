"""What clocks ask of the database where a customer writes on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.reply import reply
from saath.conversations.models import MessageKey
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
# What is promised, the clocks that there are, the solution that goes on, and the pair that begins; the job that looks at them is
# asked for with the others of the mail.
QUESTION_INTO_AN_ANSWERED_ONE = 4


@pytest.fixture
def desk() -> Iterator[Desk]:
    with time_machine.travel(OPEN, tick=False) as clock:
        found = make_desk()
        with store_scope(found.store_id):
            arrive(mail())
            reply(found.actor, only_conversation(), text="Kal", client_key="one")
            clock.shift(timedelta(minutes=1))
            work()
            yield found


def test_a_question_into_what_was_answered(desk: Desk) -> None:
    first = MessageKey.objects.filter(message__direction="in").get()
    with CaptureQueriesContext(connection) as asked:
        arrive(mail("Aur kab?", answers=f"<{first.key}>"))
    of_clocks = [each["sql"] for each in asked if "promises_" in each["sql"]]
    assert len(of_clocks) == QUESTION_INTO_AN_ANSWERED_ONE
