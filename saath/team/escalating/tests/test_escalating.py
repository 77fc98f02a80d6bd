"""Before a promise is missed somebody has it, and in the end everybody knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Handover
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.promises.routing.actions.presence import note_seen
from saath.stores.models import Member
from saath.stores.tests.builders import TEST, make_colleague
from saath.team.escalating.rules import Standing, Step, taker
from saath.team.models import Escalation
from saath.tenancy.scope import store_scope

OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(OPEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(clock: time_machine.Traveller) -> Iterator[Desk]:
    found = make_desk()
    with store_scope(found.store_id):
        yield found


@pytest.fixture
def arjun(desk: Desk) -> Member:
    return make_colleague(desk.shop, "arjun@example.com")


def steps() -> list[tuple[str, int | None]]:
    return list(Escalation.objects.order_by("pk").values_list("step", "member_id"))


def test_who_is_here_with_the_fewest_takes_it_and_an_owner_who_is_here_keeps_it() -> None:
    here = {1: 4, 2: 1, 3: 1}
    assert taker(Step.OWNER, Standing(None, here)) == 2
    assert taker(Step.OWNER, Standing(9, here)) is None
    assert taker(Step.STAND_IN, Standing(9, here)) == 2
    assert taker(Step.STAND_IN, Standing(9, here, stand_in_id=1)) == 1
    assert taker(Step.STAND_IN, Standing(1, here)) is None
    assert taker(Step.EVERYBODY, Standing(9, here)) is None
    assert taker(Step.STAND_IN, Standing(9, {})) is None


@pytest.mark.django_db
def test_a_promise_goes_on_step_by_step_and_each_is_taken_once(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    assign_conversation(TEST, only_conversation(), to=desk.member)
    clock.shift(timedelta(minutes=3, seconds=45))
    note_seen(TEST, seats=[str(arjun.public_id)])
    work()
    assert steps() == [("owner", desk.member.pk)]
    clock.shift(timedelta(seconds=45))
    work()
    assert steps()[1:] == [("stand_in", arjun.pk)]
    assert only_conversation().assignee == arjun
    assert "not at the desk" in Handover.objects.get().summary
    clock.shift(timedelta(seconds=30))
    work()
    work()
    assert steps()[2:] == [("everybody", arjun.pk)]


@pytest.mark.django_db
def test_what_nobody_has_gets_an_owner_at_the_warning(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=3, seconds=45))
    note_seen(TEST, seats=[str(arjun.public_id)])
    work()
    assert only_conversation().assignee == arjun


@pytest.mark.django_db
def test_what_is_answered_goes_no_further(desk: Desk, clock: time_machine.Traveller) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=3, seconds=45))
    work()
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    clock.shift(timedelta(minutes=5))
    work()
    assert [step for step, _member in steps()] == ["owner"]
