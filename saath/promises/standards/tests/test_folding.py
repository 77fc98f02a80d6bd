"""Days are folded from clocks as they ran in life, and folding again changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.promises.models import Clock, KeptDay
from saath.promises.standards.actions import fold_kept_days
from saath.promises.standards.jobs import COUNTER, fold_kept
from saath.promises.standards.kept import days_to_fold
from saath.promises.standards.measuring import empty, place_of
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
WAITED = 200
FIRST = "first_answer"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        arrive(mail())
        yield found


def folded(day: date = MONDAY) -> tuple[int, int, list[int]]:
    row = KeptDay.objects.get(day=day, kind=FIRST, channel="email")
    return row.count, row.kept, row.open_times


def counted(seconds: int) -> list[int]:
    times = empty()
    times[place_of(seconds)] = 1
    return times


def test_an_answer_in_time_is_kept_with_its_time(desk: Desk, clock: time_machine.Traveller) -> None:
    clock.shift(timedelta(seconds=WAITED))
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    clock.shift(timedelta(minutes=1))
    work()
    for _again in range(2):
        fold_kept.func()
        assert folded() == (1, 1, counted(WAITED))


def test_what_nobody_answers_counts_as_missed_and_its_time_on_the_day_of_the_answer(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    clock.shift(timedelta(minutes=6))
    work()
    fold_kept.func()
    assert folded() == (1, 0, empty())
    clock.shift(timedelta(days=1))
    reply(desk.actor, only_conversation(), text="Sorry", client_key="one")
    clock.shift(timedelta(minutes=1))
    work()
    fold_kept.func()
    assert folded() == (1, 0, empty())
    count, kept, times = folded(MONDAY + timedelta(days=1))
    assert (count, kept, sum(times)) == (0, 0, 1)


def test_what_is_void_counts_nowhere(desk: Desk) -> None:
    Clock.objects.update(outcome=Clock.Outcome.VOID, stopped_at=OPEN, next_at=None)
    fold_kept.func()
    assert not KeptDay.objects.exists()


def test_after_a_long_rest_all_is_folded_that_a_page_can_show(desk: Desk) -> None:
    assert days_to_fold(MONDAY) == (MONDAY - timedelta(days=30), MONDAY)
    KeptDay.objects.create(day=MONDAY - timedelta(days=5), channel="email", kind=FIRST)
    assert days_to_fold(MONDAY) == (MONDAY - timedelta(days=5), MONDAY)
    KeptDay.objects.create(day=MONDAY, channel="email", kind=FIRST)
    assert days_to_fold(MONDAY) == (MONDAY - timedelta(days=1), MONDAY)


def test_other_days_stay_as_they_are(desk: Desk) -> None:
    before = MONDAY - timedelta(days=9)
    KeptDay.objects.create(day=before, channel="email", kind=FIRST, count=3)
    fold_kept_days(COUNTER, since=MONDAY, until=MONDAY)
    assert KeptDay.objects.get(day=before).count == 3
