"""Putting a conversation aside: never one who waits, back at its time, and at once when the customer writes."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.clocks import wake_conversation
from saath.conversations.actions.reply import reply
from saath.conversations.actions.snooze import UNTIL_THEY_WRITE, snooze_conversation, undo_snooze
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, MessageKey
from saath.conversations.queries.inbox import list_queue, queue_counts
from saath.conversations.queues import QUEUES
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.core.errors import BadInput, Conflict
from saath.stores.hours import INDIA
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
State = Conversation.State


@pytest.fixture
def answered(desk: Desk) -> Conversation:
    """A conversation that waits for its customer."""
    arrive(mail())
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="Kal tak bataungi.", client_key="k1")
        return only_conversation()


def snooze(desk: Desk, until: datetime = UNTIL_THEY_WRITE) -> Conversation:
    with store_scope(desk.store_id):
        return snooze_conversation(desk.actor, only_conversation(), until=until)


def test_a_customer_who_waits_is_not_snoozed_away(desk: Desk) -> None:
    arrive(mail())
    with pytest.raises(Conflict, match="Sunita Verma is waiting"):
        snooze(desk, now() + timedelta(hours=3))


def test_what_is_solved_is_not_snoozed(desk: Desk, answered: Conversation) -> None:
    with store_scope(desk.store_id):
        solve_conversation(desk.actor, answered)
    with pytest.raises(Conflict):
        snooze(desk)


@pytest.mark.parametrize("hours", [-1, 24 * 366])
def test_a_time_that_is_over_or_too_far_is_refused(desk: Desk, answered: Conversation, hours: int) -> None:
    with pytest.raises(BadInput):
        snooze(desk, now() + timedelta(hours=hours))


def test_it_lies_in_its_own_queue_with_who_snoozed_it(desk: Desk, answered: Conversation) -> None:
    snooze(desk)
    with store_scope(desk.store_id):
        [row] = list_queue(desk.actor, QUEUES["snoozed"], zone=INDIA).rows
        assert (row.colleague_name, row.snoozed_until) == ("Meera", UNTIL_THEY_WRITE)
        counts = queue_counts(desk.actor, zone=INDIA)
        assert (counts["snoozed"], counts["customer"]) == (1, 0)


def test_it_comes_back_when_its_time_has_come_even_after_a_long_outage(
    desk: Desk, answered: Conversation
) -> None:
    snooze(desk, now() + timedelta(hours=3))
    with time_machine.travel(now() + timedelta(hours=2)):
        work()
        with store_scope(desk.store_id):
            assert only_conversation().state == State.SNOOZED
    with time_machine.travel(now() + timedelta(days=4)):
        work()
        with store_scope(desk.store_id):
            woken = only_conversation()
            assert (woken.state, woken.waiting_since, woken.snoozed_until) == (State.OPEN, None, None)
            assert Event.objects.filter(kind="conversation.woken").count() == 1


def test_what_came_back_by_the_clock_may_be_snoozed_again(desk: Desk, answered: Conversation) -> None:
    snooze(desk)
    with store_scope(desk.store_id):
        wake_conversation(desk.actor, answered)
        assert only_conversation().state == State.OPEN
    assert snooze(desk, now() + timedelta(hours=1)).state == State.SNOOZED


def test_the_clock_of_an_earlier_snooze_does_not_wake_a_later_one(desk: Desk, answered: Conversation) -> None:
    snooze(desk, now() + timedelta(hours=1))
    snooze(desk, now() + timedelta(hours=5))
    with time_machine.travel(now() + timedelta(hours=2)):
        work()
        with store_scope(desk.store_id):
            assert only_conversation().state == State.SNOOZED


def test_any_word_of_the_customer_wakes_it(desk: Desk, answered: Conversation) -> None:
    snooze(desk, now() + timedelta(hours=3))
    with store_scope(desk.store_id):
        key = MessageKey.objects.get(message__direction="out").key
    arrive(mail("Aur ek baat", subject="Re: Order PT-20418", answers=key))
    with store_scope(desk.store_id):
        woken = only_conversation()
        assert (woken.state, woken.snoozed_by_id) == (State.OPEN, None)


def test_undo_puts_it_back_with_the_customer(desk: Desk, answered: Conversation) -> None:
    snooze(desk)
    with store_scope(desk.store_id):
        undo_snooze(desk.actor, answered)
        assert only_conversation().state == State.PENDING
