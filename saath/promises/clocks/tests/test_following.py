"""Clocks follow what happens in a conversation, and come right with whatever is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.deliver import claim_delivery, record_failed
from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply, undo_reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.spam import call_spam, call_wanted
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.actions.triage import await_customer, reopen_conversation, solve_conversation
from saath.conversations.actions.updates import keep_update, promise_update
from saath.conversations.models import Conversation, Delivery, Message
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.promises.clocks.tests.builders import OPEN, clocks_of, stand
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# A Monday morning, in open hours.
ANSWERS = ("first_answer", "next_answer")


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        arrive(mail())
        yield found


def answer(desk: Desk, conversation: Conversation, key: str = "one") -> Message:
    return reply(desk.actor, conversation, text="Kal tak", client_key=key)


def again(conversation: Conversation) -> None:
    """Let the customer write into the conversation once more."""
    first = conversation.messages.filter(direction="in").first()
    assert first is not None
    key = first.keys.get().key
    arrive(mail("And?", answers=f"<{key}>", subject="Re: Order PT-20418"))


def test_a_first_message_starts_the_first_answer_and_the_solution(desk: Desk) -> None:
    conversation = only_conversation()
    assert stand(conversation) == [("first_answer", "", True), ("solution", "", True)]
    first = clocks_of(conversation, "first_answer")[0]
    assert first.due_at == conversation.due_at == OPEN + timedelta(minutes=5)
    assert first.warn_at == first.next_at == OPEN + timedelta(minutes=3, seconds=45)


def test_an_answer_stops_it_and_the_next_question_starts_the_next(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    clock.shift(timedelta(minutes=2))
    answer(desk, conversation)
    first = clocks_of(conversation, "first_answer")[0]
    assert (first.outcome, first.took_seconds, first.took_open_seconds) == ("kept", 120, 120)
    [solution] = clocks_of(conversation, "solution")
    assert (solution.running_since, solution.used_seconds) == (None, 120)
    clock.shift(timedelta(hours=1))
    again(conversation)
    assert stand(conversation, *ANSWERS) == [("first_answer", "kept", False), ("next_answer", "", True)]
    [solution] = clocks_of(conversation, "solution")
    assert solution.running_since == now()
    again(conversation)
    assert len(clocks_of(conversation, *ANSWERS)) == 2


def test_a_late_answer_is_missed(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=6))
    answer(desk, only_conversation())
    assert stand(only_conversation(), *ANSWERS) == [("first_answer", "missed", False)]


def test_an_answer_that_is_taken_back_lets_the_same_clock_run_on(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    clock.shift(timedelta(minutes=2))
    said = answer(desk, conversation)
    clock.shift(timedelta(seconds=5))
    undo_reply(desk.actor, said)
    assert stand(conversation) == [("first_answer", "", True), ("solution", "", True)]
    first = clocks_of(conversation, "first_answer")[0]
    assert first.due_at == only_conversation().due_at == OPEN + timedelta(minutes=5)


def test_what_was_asked_after_an_answer_that_is_taken_back_is_the_same_question(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    said = answer(desk, conversation)
    clock.shift(timedelta(seconds=5))
    again(conversation)
    undo_reply(desk.actor, said)
    assert stand(conversation, *ANSWERS) == [("first_answer", "", True), ("next_answer", "void", False)]


def test_an_answer_that_fails_was_none(desk: Desk, clock: time_machine.Traveller) -> None:
    conversation = only_conversation()
    said = answer(desk, conversation)
    clock.shift(timedelta(minutes=1))
    delivery = Delivery.objects.select_related("message__conversation").get(message=said)
    assert claim_delivery(TEST, delivery)
    assert record_failed(TEST, delivery, attempt=1, reason="550 no")
    assert stand(conversation) == [("first_answer", "", True), ("solution", "", True)]
    answer(desk, conversation, "two")
    assert stand(conversation, *ANSWERS) == [("first_answer", "kept", False)]


def test_spam_is_void_and_what_is_wanted_runs_on(desk: Desk) -> None:
    conversation = only_conversation()
    call_spam(desk.actor, conversation)
    assert stand(conversation) == [("first_answer", "void", False), ("solution", "void", False)]
    call_wanted(desk.actor, conversation)
    assert stand(conversation) == [("first_answer", "", True), ("solution", "", True)]


def test_merging_keeps_one_clock_and_the_way_back_both(desk: Desk, clock: time_machine.Traveller) -> None:
    earlier = only_conversation()
    clock.shift(timedelta(minutes=1))
    arrive(mail("Something else", subject="Something else"))
    later = Conversation.objects.exclude(pk=earlier.pk).get()
    move = merge_conversations(desk.actor, earlier, into=later)
    assert stand(earlier, *ANSWERS) == [("first_answer", "void", False)]
    assert stand(later, *ANSWERS) == [("first_answer", "", True), ("first_answer", "void", False)]
    running = clocks_of(later, *ANSWERS)[0]
    later.refresh_from_db()
    assert running.started_at == OPEN
    assert running.due_at == later.due_at == OPEN + timedelta(minutes=5)
    undo_merge(desk.actor, move)
    assert stand(earlier, *ANSWERS) == [("first_answer", "", True)]
    assert stand(later, *ANSWERS) == [("first_answer", "void", False), ("first_answer", "", True)]


def test_splitting_takes_the_question_along_and_brings_it_back(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    answer(desk, conversation)
    clock.shift(timedelta(minutes=1))
    again(conversation)
    asked = conversation.messages.filter(direction="in").order_by("-id").first()
    assert asked is not None
    move = split_conversation(desk.actor, conversation, at=asked)
    part = Conversation.objects.exclude(pk=conversation.pk).get()
    assert stand(conversation, *ANSWERS) == [("first_answer", "kept", False), ("next_answer", "void", False)]
    assert stand(part, *ANSWERS) == [("first_answer", "", True)]
    undo_split(desk.actor, move)
    assert stand(conversation, *ANSWERS) == [("first_answer", "kept", False), ("next_answer", "", True)]
    assert stand(part, *ANSWERS) == [("first_answer", "void", False)]


def test_the_solution_rests_stops_and_goes_on(desk: Desk, clock: time_machine.Traveller) -> None:
    conversation = only_conversation()
    clock.shift(timedelta(minutes=2))
    answer(desk, conversation)
    clock.shift(timedelta(hours=2))
    again(conversation)
    clock.shift(timedelta(minutes=3))
    solve_conversation(desk.actor, conversation)
    [solution] = clocks_of(conversation, "solution")
    assert (solution.used_seconds, solution.outcome) == (300, "")
    assert solution.stopped_at == now()
    clock.shift(timedelta(minutes=10))
    reopen_conversation(desk.actor, conversation)
    [solution] = clocks_of(conversation, "solution")
    assert (solution.stopped_at, solution.running_since) == (None, now())


def test_what_is_set_aside_without_an_answer_rests_and_counts_once_it_is_answered(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    await_customer(desk.actor, conversation)
    assert stand(conversation, *ANSWERS) == [("first_answer", "", False)]
    clock.shift(timedelta(minutes=30))
    answer(desk, conversation)
    assert stand(conversation, *ANSWERS) == [("first_answer", "missed", False)]


def test_a_promised_update_has_its_clock_that_counts_nights(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    conversation = only_conversation()
    due_at = now() + timedelta(days=1)
    promise_update(desk.actor, conversation, promise=Promise("call", due_at))
    [update] = clocks_of(conversation, "update")
    assert (update.due_at, update.warn_at, update.is_calendar) == (due_at, now() + timedelta(hours=18), True)
    clock.shift(timedelta(hours=20))
    keep_update(desk.actor, conversation)
    assert stand(conversation, "update") == [("update", "kept", False)]


def test_snoozing_until_they_write_rests_the_solution(desk: Desk) -> None:
    conversation = only_conversation()
    answer(desk, conversation)
    snooze_conversation(desk.actor, conversation)
    assert stand(conversation, "solution") == [("solution", "", False)]
    snoozed = only_conversation()
    assert snoozed.state == "snoozed"


def test_the_solution_of_two_that_were_merged_counts_from_the_first_question_of_the_one_that_stays(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    source = only_conversation()
    clock.shift(timedelta(hours=1))
    arrive(mail(subject="Another thing"))
    target = Conversation.objects.exclude(pk=source.pk).get()
    merge_conversations(desk.actor, source, into=target)
    clock.shift(timedelta(hours=1))
    solve_conversation(desk.actor, Conversation.objects.get(pk=target.pk))
    assert [each.outcome for each in clocks_of(source, "solution")] == ["void"]
    [stays] = clocks_of(target, "solution")
    assert (stays.started_at, stays.used_seconds) == (OPEN + timedelta(hours=1), 3_600)
