"""Before a promise is missed somebody has it, and in the end everybody knows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.promising import Promise
from saath.conversations.actions.reply import reply
from saath.conversations.actions.snooze import snooze_conversation
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.actions.updates import promise_update
from saath.conversations.models import Handover
from saath.conversations.queries.inbox import queue_counts
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation, work
from saath.promises.chain.actions.chain import set_chain
from saath.promises.chain.rules import Does, Moment, Step, Whom
from saath.promises.clocks.jobs import look_after_clocks
from saath.promises.routing.actions.presence import note_seen
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, make_colleague
from saath.team.actions.hearing import choose_hearing
from saath.team.models import Escalation
from saath.team.rules import Quiet, Wish
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
OPEN = datetime(2026, 11, 23, 5, 30, tzinfo=UTC)
END = Step(Moment.MISSED, Whom.EVERYBODY)


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


def heard() -> list[set[str]]:
    """Return who heard of each thing that was told of, in its order, by the public ids of their seats."""
    told = Event.objects.filter(kind="colleague.told", changed=["promise"]).order_by("id")
    return [{ref for name, ref in each.refs.items() if name.startswith("to-")} for each in told]


def test_a_promise_goes_on_step_by_step_and_each_is_taken_once(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    assign_conversation(TEST, only_conversation(), to=desk.member)
    clock.shift(timedelta(minutes=3, seconds=45))
    note_seen(TEST, seats=[str(arjun.public_id)])
    work()
    assert steps() == [("75", desk.member.pk)]
    clock.shift(timedelta(seconds=45))
    work()
    assert steps()[1:] == [("90", arjun.pk)]
    assert only_conversation().assignee == arjun
    assert "not at the desk" in Handover.objects.get().summary
    clock.shift(timedelta(seconds=30))
    work()
    work()
    assert steps()[2:] == [("100", arjun.pk)]
    everybody = {str(desk.member.public_id), str(arjun.public_id)}
    assert heard() == [{str(desk.member.public_id)}, {str(arjun.public_id)}, everybody]


def test_what_nobody_has_gets_an_owner_at_the_warning(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=3, seconds=45))
    note_seen(TEST, seats=[str(arjun.public_id)])
    work()
    assert only_conversation().assignee == arjun


def test_what_is_answered_goes_no_further(desk: Desk, clock: time_machine.Traveller) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=3, seconds=45))
    work()
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    clock.shift(timedelta(minutes=5))
    work()
    assert [step for step, _member in steps()] == ["75"]


def test_nothing_is_without_an_owner_after_the_last_step_though_nobody_is_here(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    Member.objects.filter(pk=desk.member.pk).update(
        away_from=OPEN - timedelta(days=1), away_until=OPEN + timedelta(days=1)
    )
    clock.shift(timedelta(minutes=6))
    work()
    assert steps() == [("100", arjun.pk)]
    assert only_conversation().assignee == arjun
    assert heard()[-1] == {str(desk.member.public_id), str(arjun.public_id)}


def test_who_switched_it_off_hears_nothing_and_finds_it_at_risk_and_with_an_owner(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    for member in (desk.member, arjun):
        choose_hearing(actor_of(member), wish=Wish(quiet=Quiet.NEVER, kinds={"promise": ()}))
    arrive(mail())
    clock.shift(timedelta(minutes=6))
    work()
    assert steps() == [("100", desk.member.pk)]
    assert heard() == []
    assert queue_counts(actor_of(arjun), zone=desk.shop.store.zone)["risk"] == 1
    assert only_conversation().assignee == desk.member


def test_where_everybody_is_away_it_has_an_owner_all_the_same(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    Member.objects.update(away_from=OPEN - timedelta(days=1), away_until=OPEN + timedelta(days=1))
    clock.shift(timedelta(minutes=6))
    work()
    assert only_conversation().assignee == desk.member


def test_a_shop_hands_it_to_whom_it_names_and_rings_again_after_the_miss(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    named = Step(Moment.PERCENT, Whom.MEMBER, Does.GIVE, amount=50, member=str(arjun.public_id))
    set_chain(TEST, steps=[named, END, Step(Moment.AFTER, Whom.EVERYBODY, amount=10)])
    arrive(mail())
    assign_conversation(TEST, only_conversation(), to=desk.member)
    note_seen(TEST, seats=[str(desk.member.public_id)])
    for minutes in (2.5, 2.5, 10, 10):
        clock.shift(timedelta(minutes=minutes))
        work()
    assert steps() == [("50", arjun.pk), ("100", arjun.pk), ("110", arjun.pk)]
    assert "has not answered" in Handover.objects.get().summary


def test_a_new_chain_holds_for_what_runs_from_its_next_step_on(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    clock.shift(timedelta(minutes=4))
    work()
    set_chain(
        TEST,
        steps=[Step(Moment.PERCENT, Whom.PRESENT, amount=60), Step(Moment.AFTER, Whom.EVERYBODY, amount=1)],
    )
    work()
    clock.shift(timedelta(minutes=1, seconds=30))
    work()
    assert [step for step, _member in steps()] == ["75"]
    clock.shift(timedelta(seconds=30))
    work()
    assert [step for step, _member in steps()] == ["75", "101"]


def test_a_step_that_came_while_nobody_worked_is_taken_once_the_last_of_them(
    desk: Desk, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    clock.shift(timedelta(hours=1))
    work()
    look_after_clocks.func()
    work()
    assert [step for step, _member in steps()] == ["100"]


def test_what_rested_between_two_steps_is_taken_up_where_it_was(
    desk: Desk, arjun: Member, clock: time_machine.Traveller
) -> None:
    arrive(mail())
    reply(desk.actor, only_conversation(), text="Kal", client_key="one")
    due_at = OPEN + timedelta(minutes=100)
    promise_update(desk.actor, only_conversation(), promise=Promise("call", due_at))
    clock.move_to(OPEN + timedelta(minutes=80))
    work()
    snooze_conversation(desk.actor, only_conversation(), until=OPEN + timedelta(hours=9))
    clock.move_to(OPEN + timedelta(minutes=95))
    work()
    assert [step for step, _member in steps()] == ["75", "90"]
