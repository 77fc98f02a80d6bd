"""One mail that comes twice is one message; two mails with the same words are two."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine

from saath.conversations.models import IntakeItem, Message
from saath.conversations.tests.builders import Desk, arrive, mail
from saath.core.clock import now
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


def nameless(received: str = "") -> EmailMessage:
    """A mail of a program that sets neither Message-ID nor Date."""
    asked = mail("Any news?", headers={"Received": received} if received else {})
    del asked["Message-ID"], asked["Date"]
    return asked


def counts(desk: Desk) -> tuple[int, int]:
    """Return how many messages there are, and how many receipts."""
    with store_scope(desk.store_id):
        return Message.objects.count(), IntakeItem.objects.filter(state=IntakeItem.State.ACCEPTED).count()


def test_a_client_that_tries_again_writes_one_message(desk: Desk) -> None:
    for _try in range(3):
        arrive(nameless())
    assert counts(desk) == (1, 3)


def test_a_server_that_tries_again_days_later_writes_one_message_where_the_mail_has_a_date(
    desk: Desk,
) -> None:
    asked = mail("Any news?")
    del asked["Message-ID"]
    arrive(asked)
    with time_machine.travel(now() + timedelta(days=3)):
        arrive(asked)
    assert counts(desk) == (1, 2)


def test_a_customer_who_asks_the_same_again_later_is_heard_again(desk: Desk) -> None:
    arrive(nameless())
    with time_machine.travel(now() + timedelta(hours=3)):
        arrive(nameless())
        arrive(nameless())
    assert counts(desk) == (2, 3)


def test_a_customer_who_asks_the_same_again_at_once_by_a_server_is_heard_again(desk: Desk) -> None:
    for moment in ("Mon, 1 Jun 2026 10:00:00 +0530", "Mon, 1 Jun 2026 10:00:09 +0530"):
        arrive(nameless(f"from phone by mx.example.in; {moment}"))
    assert counts(desk) == (2, 2)
