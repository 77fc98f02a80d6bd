"""Changed hours move what is still to come, and leave what has passed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine

from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.promises.clocks.tests.builders import clocks_of
from saath.promises.models import Policy
from saath.stores.actions.settings import set_hours
from saath.stores.hours import Interval, WeekHours
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
# Monday, 18:00 in India; the shop closes at 19:00.
EVENING = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(EVENING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        Policy.objects.create(name="Two hours", channel="email", first_answer_seconds=7200, warn_percent=50)
        arrive(mail())
        yield found


def test_a_policy_sets_the_time_and_the_warning(desk: Desk) -> None:
    [first] = clocks_of(only_conversation(), "first_answer")
    assert (first.target_seconds, first.policy and first.policy.name) == (7200, "Two hours")
    # One hour today, one on Tuesday from ten.
    assert first.due_at == datetime(2026, 11, 24, 5, 30, tzinfo=UTC)
    assert first.warn_at == EVENING + timedelta(hours=1)


def test_longer_hours_bring_the_due_time_forward(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=30))
    set_hours(TEST, week=WeekHours(((Interval(time(10), time(22)),),) * 7))
    work()
    [first] = clocks_of(only_conversation(), "first_answer")
    assert first.due_at == only_conversation().due_at == EVENING + timedelta(hours=2)


def test_hours_that_have_passed_count_as_they_were(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(minutes=30))
    # From now on the shop had never been open on Mondays: the half hour that it was counts still.
    set_hours(TEST, week=WeekHours(((), *((Interval(time(10), time(19)),),) * 5, ())))
    work()
    [first] = clocks_of(only_conversation(), "first_answer")
    assert (first.used_seconds, first.running_since) == (1800, EVENING + timedelta(minutes=30))
    assert first.due_at == datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
