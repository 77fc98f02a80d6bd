"""Clocks warn and are missed once, whenever somebody looks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.filters import narrowing_of
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.jobs.models import Job
from saath.promises.clocks.jobs import look_after_clocks
from saath.promises.clocks.queries import clock_of_event
from saath.promises.clocks.tests.builders import OPEN, clocks_of, stand
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        arrive(mail())
        yield found


def told(desk: Desk) -> list[str]:
    return list(
        Event.objects.filter(kind__in=("clock.warned", "clock.missed"))
        .order_by("id")
        .values_list("kind", flat=True)
    )


def test_it_warns_and_is_missed_once_each(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=3, seconds=44))
    work()
    assert told(desk) == []
    clock.shift(timedelta(seconds=1))
    work()
    work()
    assert told(desk) == ["clock.warned"]
    clock.shift(timedelta(minutes=1, seconds=15))
    work()
    work()
    assert told(desk) == ["clock.warned", "clock.missed"]
    found = clock_of_event(Event.objects.get(kind="clock.missed").pk)
    assert found is not None
    assert (found.missed_at, found.conversation.pk) == (OPEN + timedelta(minutes=5), only_conversation().pk)


def test_after_an_hour_s_stop_it_is_missed_and_not_warned_of(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(hours=1))
    work()
    assert told(desk) == ["clock.missed"]


def test_an_answer_in_time_is_told_by_nobody(desk: Desk, clock: time_machine.Traveller) -> None:
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    clock.shift(timedelta(hours=1))
    work()
    assert told(desk) == []


def test_an_answer_after_the_time_before_anybody_looked_is_missed_once(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=6))
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    work()
    work()
    assert told(desk) == ["clock.missed"]


def test_what_no_job_asks_for_is_found_by_the_round(desk: Desk, clock: time_machine.Traveller) -> None:
    Job.objects.filter(key__startswith="clocks").delete()
    clock.shift(timedelta(minutes=10))
    look_after_clocks.func()
    work()
    assert told(desk) == ["clock.missed"]


def test_a_solution_is_final_once_nobody_may_take_it_up(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=2))
    solve_conversation(desk.actor, only_conversation())
    clock.shift(timedelta(days=14, seconds=1))
    look_after_clocks.func()
    work()
    assert stand(only_conversation(), "solution") == [("solution", "kept", False)]
    [solution] = clocks_of(only_conversation(), "solution")
    assert (solution.took_seconds, solution.took_open_seconds) == (120, 120)


def test_lists_are_narrowed_to_what_is_at_risk_and_to_what_was_missed(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    def found(value: str) -> int:
        narrowing = narrowing_of(desk.actor, {"promise": value})
        return sum(
            Conversation.objects.filter(each.filter.condition(desk.actor, value)).count()
            for each in narrowing.chosen
        )

    assert (found("at_risk"), found("missed")) == (0, 0)
    clock.shift(timedelta(minutes=4))
    work()
    assert (found("at_risk"), found("missed")) == (1, 0)
    clock.shift(timedelta(minutes=2))
    work()
    assert (found("at_risk"), found("missed")) == (0, 1)
