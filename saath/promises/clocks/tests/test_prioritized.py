"""Another priority asks the policies anew, also for who waits already, and misses nothing that nobody had promised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.reply import reply
from saath.conversations.actions.sweeps import start_sweep, undo_sweep
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.promises.clocks.actions.fire import fire_due
from saath.promises.clocks.jobs import CLOCK
from saath.promises.clocks.policies import Terms, terms_anew
from saath.promises.clocks.tests.builders import OPEN, clocks_of
from saath.promises.models import Clock, Policy
from saath.tenancy.scope import store_scope

# A Monday morning, in open hours.


@pytest.fixture
def desk(clock: time_machine.Traveller, db: None) -> Iterator[Desk]:
    """What is urgent is answered within five minutes, all else within an hour; solved within two."""
    found = make_desk()
    with store_scope(found.store_id):
        Policy.objects.create(name="Urgent", place=1, priority="urgent", first_answer_seconds=300)
        times = {"first_answer_seconds": 3600, "solution_seconds": 7200}
        Policy.objects.create(name="All", place=2, warn_percent=50, **times)
        arrive(mail())
        yield found


def first() -> Clock:
    return clocks_of(only_conversation(), "first_answer")[0]


def call(desk: Desk, priority: str) -> Conversation:
    return set_priority(desk.actor, only_conversation(), priority=priority)


def in_minutes(minutes: int) -> datetime:
    return OPEN + timedelta(minutes=minutes)


def test_at_once_it_has_the_time_of_what_is_urgent(desk: Desk) -> None:
    call(desk, "urgent")
    assert (first().target_seconds, first().due_at, first().warn_percent) == (300, in_minutes(5), 75)
    assert only_conversation().due_at == in_minutes(5)
    [solution] = clocks_of(only_conversation(), "solution")
    assert (solution.target_seconds, solution.due_at) == (None, None)


def test_later_it_has_that_time_from_then_on_and_none_is_missed_at_once(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=20))
    call(desk, "urgent")
    assert only_conversation().due_at == in_minutes(25)
    fire_due(CLOCK)
    assert first().missed_at is None
    clock.shift(timedelta(minutes=6))
    fire_due(CLOCK)
    assert first().missed_at == in_minutes(26)


def test_it_never_gets_more_time_than_was_promised_by_being_more_urgent(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=58))
    call(desk, "urgent")
    assert only_conversation().due_at == in_minutes(60)


def test_called_less_urgent_it_has_its_time_from_the_beginning_and_is_at_risk_no_more(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    call(desk, "urgent")
    clock.shift(timedelta(minutes=4))
    fire_due(CLOCK)
    assert only_conversation().risk_at == in_minutes(5)
    call(desk, "normal")
    assert only_conversation().due_at == in_minutes(60)
    assert (only_conversation().risk_at, first().warned_at, first().next_at) == (None, None, in_minutes(30))


def test_what_was_missed_stays_missed(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=61))
    fire_due(CLOCK)
    before = first()
    call(desk, "urgent")
    assert (first().missed_at, first().due_at, first().target_seconds) == (
        before.missed_at,
        before.due_at,
        3600,
    )


def test_what_ended_stays_and_what_rests_goes_on_by_the_new_time(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    call(desk, "urgent")
    clock.shift(timedelta(minutes=3))
    reply(desk.actor, only_conversation(), text="Kal tak", client_key="one")
    call(desk, "normal")
    assert (first().outcome, first().target_seconds) == ("kept", 300)
    # What had no promise has all of its time from then on.
    [solution] = clocks_of(only_conversation(), "solution")
    assert (solution.running_since, solution.target_seconds, solution.due_at) == (None, 7380, None)


def test_undone_with_many_the_old_time_is_back(desk: Desk, clock: time_machine.Traveller) -> None:
    due_at = only_conversation().due_at
    swept = start_sweep(
        desk.actor, [only_conversation().pk], deed="prioritize", values={"priority": "urgent"}
    )
    assert only_conversation().due_at == in_minutes(5)
    undo_sweep(desk.actor, swept)
    assert (only_conversation().due_at, first().due_at) == (due_at, due_at)


def test_a_priority_costs_few_statements(desk: Desk) -> None:
    conversation = only_conversation()
    with CaptureQueriesContext(connection) as asked:
        set_priority(desk.actor, conversation, priority="urgent")
    # The conversation, its clocks, what is promised, the hours; the conversation twice, its clocks, the event, the look at them.
    said = [
        each["sql"]
        for each in asked
        if not each["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    assert len(said) <= 14, said


seconds = st.one_of(st.none(), st.integers(60, 100_000))


@given(seconds, seconds, st.floats(0, 200_000))
def test_a_new_time_is_neither_missed_at_once_nor_longer_than_both(
    new: int | None, before: int | None, used: float
) -> None:
    found = terms_anew(Terms(new), before=before, used_seconds=used).target_seconds
    if new is None:
        assert found is None
        return
    assert found is not None
    assert found >= new
    assert found > used or (before is not None and used >= before)
    assert before is None or found <= max(new, before)
