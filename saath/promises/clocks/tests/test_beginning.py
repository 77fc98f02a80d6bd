"""What waited before there were clocks, or elsewhere, is counted from now on, and nobody is told of what is long over."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.past import bring_conversation
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message, MessageKey
from saath.conversations.past import PastConversation, PastMessage
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.customers.models import Identity
from saath.promises.clocks.beginning.jobs import begin_in_every_store
from saath.promises.clocks.queries import stores_without_clocks
from saath.promises.clocks.tests.builders import OPEN, clocks_of
from saath.promises.models import Amends, Clock
from saath.stores.actions.settings import set_first_answer_target
from saath.stores.tests.builders import TEST
from saath.team.models import Escalation
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


def as_before_there_were_clocks() -> None:
    Clock.objects.all().delete()


def begin() -> None:
    begin_in_every_store.func()
    work()


def told() -> int:
    return Event.objects.filter(kind__startswith="clock.").count()


def test_what_waits_at_an_upgrade_and_is_in_time_is_promised_as_everything(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    as_before_there_were_clocks()
    clock.shift(timedelta(minutes=1))
    begin()
    [answer] = clocks_of(only_conversation(), "first_answer")
    assert (answer.started_at, answer.due_at) == (OPEN, OPEN + timedelta(minutes=5))
    assert answer.due_at == only_conversation().due_at
    clock.shift(timedelta(minutes=5))
    work()
    assert Escalation.objects.exists()


def test_what_was_late_at_an_upgrade_is_measured_and_nobody_hears_of_it(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    as_before_there_were_clocks()
    clock.shift(timedelta(days=1))
    due_at = only_conversation().due_at
    begin()
    set_first_answer_target(TEST, seconds=600)
    work()
    assert only_conversation().due_at == due_at
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    clock.shift(timedelta(days=1))
    work()
    [answer] = clocks_of(only_conversation(), "first_answer")
    assert (answer.target_seconds, answer.took_seconds) == (None, 86_400)
    assert (told(), Escalation.objects.count(), Amends.objects.count()) == (0, 0, 0)


def test_it_is_done_once_for_all_that_waits(desk: Desk) -> None:
    arrive(mail())
    arrive(mail(sender="Arun <arun@example.in>"))
    as_before_there_were_clocks()
    assert stores_without_clocks() == [desk.store_id]
    begin()
    versions = set(Conversation.objects.values_list("pk", "version"))
    begin()
    assert stores_without_clocks() == []
    assert set(Conversation.objects.values_list("pk", "version")) == versions


def test_what_is_brought_waits_without_a_warning_and_the_next_question_is_promised(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    identity = Identity.objects.select_related("customer").get(address="sunita@example.in")
    Conversation.objects.all().update(state="solved", waiting_since=None, due_at=None)
    as_before_there_were_clocks()
    asked = PastMessage(
        "1", OPEN - timedelta(days=900), Message.Direction.IN, "Kahan hai?", identity=identity
    )
    past = PastConversation(identity, asked.at, Conversation.State.OPEN, "Order", (asked,))
    brought, _written = bring_conversation(TEST, desk.account, past=past)
    clock.shift(timedelta(hours=2))
    begin()
    [answer] = clocks_of(brought, "first_answer")
    assert (answer.started_at, answer.is_silent, answer.next_at) == (OPEN, True, None)
    assert (told(), Escalation.objects.count(), Amends.objects.count()) == (0, 0, 0)
    fresh = Conversation.objects.get(pk=brought.pk)
    assert fresh.due_at == OPEN + timedelta(minutes=5)
    reply(desk.actor, fresh, text="Kal", client_key="one")
    clock.shift(timedelta(minutes=1))
    work()
    answer.refresh_from_db()
    assert (answer.outcome, answer.took_seconds) == ("kept", 7_200)
    said = MessageKey.objects.filter(message__conversation=brought, message__direction="out").get()
    arrive(mail("Aur kab?", answers=f"<{said.key}>"))
    [_first, following] = clocks_of(brought, "first_answer", "next_answer")
    assert (following.kind, following.is_silent, following.target_seconds) == ("next_answer", False, 300)
