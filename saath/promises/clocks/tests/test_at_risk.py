"""What is at risk stands in a queue of its own, the least time left first, until it is answered or waits for nobody."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.spam import call_spam
from saath.conversations.actions.updates import promise_update
from saath.conversations.models import Conversation, Message
from saath.conversations.queries.inbox import list_queue, queue_counts
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.promises.clocks.actions.clocks import start_clock, stop_clock
from saath.promises.clocks.tests.builders import OPEN
from saath.promises.models import Clock
from saath.stores.tests.builders import TEST

pytestmark = pytest.mark.django_db


def at_risk(desk: Desk) -> list[datetime | None]:
    """Return when each promise at risk is due, as its queue lists it; its count says the same."""
    zone = desk.shop.store.zone
    rows = list_queue(desk.actor, QUEUES["risk"], zone=zone).rows
    assert queue_counts(desk.actor, zone=zone)["risk"] == len(rows)
    return [row.risk_at for row in rows]


def test_it_comes_with_the_warning_and_goes_with_the_answer(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    assert at_risk(desk) == []
    clock.shift(timedelta(minutes=4))
    work()
    assert at_risk(desk) == [OPEN + timedelta(minutes=5)]
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    assert at_risk(desk) == []
    undo_reply(desk.actor, Message.objects.get(direction="out"))
    assert at_risk(desk) == [OPEN + timedelta(minutes=5)]


def test_what_was_missed_stays_until_it_is_answered_before_what_has_time_left(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=2))
    arrive(mail(subject="Another", sender="Arun <arun@example.in>"))
    clock.shift(timedelta(minutes=4))
    work()
    assert at_risk(desk) == [OPEN + timedelta(minutes=5), OPEN + timedelta(minutes=7)]


def test_spam_is_no_promise(desk: Desk, clock: time_machine.Traveller) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=4))
    work()
    call_spam(desk.actor, only_conversation())
    assert at_risk(desk) == []


def test_of_several_promises_the_first_counts(desk: Desk, clock: time_machine.Traveller) -> None:
    arrive(mail())
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    due_at = now() + timedelta(hours=1)
    promise_update(desk.actor, only_conversation(), promise=Promise("call", due_at))
    start_clock(
        TEST,
        only_conversation(),
        kind=Clock.Kind.GRIEVANCE_WORD,
        due_at=due_at - timedelta(minutes=5),
        warn_at=due_at - timedelta(minutes=20),
    )
    clock.move_to(due_at - timedelta(minutes=10))
    work()
    assert at_risk(desk) == [due_at - timedelta(minutes=5)]
    stop_clock(TEST, only_conversation(), kind=Clock.Kind.GRIEVANCE_WORD)
    assert at_risk(desk) == [due_at]


def test_the_next_page_goes_on_where_the_first_ended(desk: Desk, clock: time_machine.Traveller) -> None:
    for number in range(3):
        arrive(mail(sender=f"Sunita <sunita{number}@example.in>"))
        clock.shift(timedelta(seconds=1))
    clock.shift(timedelta(minutes=4))
    work()
    zone, cursor = desk.shop.store.zone, ""
    seen: list[int] = []
    for _page in range(3):
        page = list_queue(desk.actor, QUEUES["risk"], zone=zone, cursor=cursor, limit=1)
        seen += [row.id for row in page.rows]
        cursor = page.next_cursor
    assert seen == list(Conversation.objects.order_by("risk_at").values_list("pk", flat=True))
    assert (len(seen), cursor) == (3, "")
