"""A customer takes something up again: it goes back to who had it where they are here, else on, with a note that says why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial

import pytest
import time_machine

from saath.conversations.actions.customer_says import refuse_solution
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.models import Conversation, Solution
from saath.conversations.tests.builders import Desk, only_conversation, work
from saath.core.clock import now
from saath.promises.models import RoutingDecision
from saath.promises.routing.actions.settings import set_routing, set_work
from saath.promises.routing.content import Routing, Work
from saath.promises.routing.jobs import route_every_store
from saath.promises.routing.tests.builders import OPEN, comes, in_open_hours, routing_desk, write
from saath.promises.routing.words import said
from saath.stores.actions.away import go_away
from saath.stores.actions.members import change_role, revoke_member
from saath.stores.actions.settings import add_holiday
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db(transaction=True)]
CUSTOMER = Actor.system("the customer")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with in_open_hours() as found:
        yield found


def solved_desk(reopened: str = "anybody") -> tuple[Desk, Member]:
    """Make a shop in which the second colleague has solved a conversation, and the first is at the desk."""
    desk, owner = routing_desk(reopened=reopened)
    with store_scope(desk.store_id):
        write()
        assign_conversation(desk.actor, only_conversation(), to=owner)
        solve_conversation(desk.actor, only_conversation(), is_quiet=True)
        comes(desk.member)
    return desk, owner


def take_up_again() -> None:
    """Let the customer say that it is not sorted, and do what is due."""
    refuse_solution(CUSTOMER, Solution.objects.get(), words="It is broken again, sadly.", client_key="again")
    work()


def look() -> None:
    """Do what the schedule does every minute."""
    route_every_store.enqueue()
    work()


def notes() -> list[str]:
    """Return what the thread tells, the oldest first."""
    return [said(each.reasons[:1]) for each in RoutingDecision.objects.order_by("id")]


def is_away(owner: Member) -> None:
    comes(owner)
    go_away(actor_of(owner), owner, since=now(), until=now() + timedelta(days=1), stand_in=None)


def takes_nothing(owner: Member) -> None:
    comes(owner)
    set_work(TEST, owner, work=Work(is_on=False))


def only_reads(owner: Member) -> None:
    comes(owner)
    change_role(TEST, owner, role=Role.READER)


@pytest.mark.parametrize("reopened", ["anybody", "queue"])
@pytest.mark.parametrize(
    ("meanwhile", "why"),
    [
        (lambda owner: revoke_member(TEST, owner), "who had it answers no customers any more"),
        (only_reads, "who had it answers no customers any more"),
        (is_away, "who had it is away"),
        (takes_nothing, "who had it takes nothing now"),
        (lambda owner: None, "who had it is not at the desk"),
    ],
    ids=["left the shop", "may read alone", "away", "takes nothing", "not here"],
)
def test_goes_on_with_a_note_where_who_had_it_is_not_there(
    clock: time_machine.Traveller, meanwhile: Callable[[Member], object], why: str, reopened: str
) -> None:
    desk, owner = solved_desk(reopened)
    with store_scope(desk.store_id):
        meanwhile(owner)
        take_up_again()
        look()
        assert notes()[0] == why
        stands = RoutingDecision.objects.get(stands=True)
        if reopened == "anybody":
            assert (only_conversation().assignee, stands.outcome) == (desk.member, "given")
        else:
            assert (only_conversation().assignee, stands.outcome) == (None, "left")


def test_who_has_as_much_as_they_take_has_their_own_again(clock: time_machine.Traveller) -> None:
    desk, owner = solved_desk()
    with store_scope(desk.store_id):
        set_work(TEST, owner, work=Work(load_limit=1))
        comes(owner)
        write(name="asha")
        assign_conversation(TEST, Conversation.objects.get(subject="Parcel of asha"), to=owner)
        take_up_again()
        look()
        assert Conversation.objects.get(subject="Parcel of sunita").assignee == owner
        assert notes() == ["had it before, and is here"]


@pytest.mark.parametrize("is_here", [True, False])
@pytest.mark.parametrize("holidays", [0, 2])
def test_at_night_and_over_holidays_it_waits_with_who_had_it_until_they_could_come(
    clock: time_machine.Traveller, is_here: bool, holidays: int
) -> None:
    desk, owner = solved_desk()
    with store_scope(desk.store_id):
        for day in range(1, 1 + holidays):
            add_holiday(TEST, date=(OPEN + timedelta(days=day)).date(), name="Holi")
        clock.move_to(OPEN + timedelta(hours=12))
        comes(desk.member, owner)
        take_up_again()
        look()
        assert only_conversation().assignee == owner
        assert notes() == []
        clock.move_to(OPEN + timedelta(days=1))
        if holidays:
            comes(desk.member)
            look()
            assert only_conversation().assignee == owner
            clock.move_to(OPEN + timedelta(days=1 + holidays))
        comes(*((desk.member, owner) if is_here else (desk.member,)))
        look()
        look()
        assert only_conversation().assignee == (owner if is_here else desk.member)
        note = "had it before, and is here" if is_here else "who had it is not at the desk"
        assert notes()[0] == note


def test_what_somebody_took_or_solved_meanwhile_is_theirs(clock: time_machine.Traveller) -> None:
    desk, _owner = solved_desk()
    with store_scope(desk.store_id):
        clock.move_to(OPEN + timedelta(hours=12))
        take_up_again()
        assign_conversation(desk.actor, only_conversation(), to=desk.member)
        clock.move_to(OPEN + timedelta(days=1))
        look()
        assert only_conversation().assignee == desk.member
        assert notes() == []


@pytest.mark.parametrize(("mode", "reopened"), [("assign", "stays"), ("off", "anybody")])
@pytest.mark.parametrize("leaves", [revoke_member, partial(change_role, role=Role.READER)])
def test_stays_with_nobody_who_answers_no_customers(
    clock: time_machine.Traveller, mode: str, reopened: str, leaves: Callable[[Actor, Member], Member]
) -> None:
    desk, owner = solved_desk(reopened)
    with store_scope(desk.store_id):
        write(name="asha")
        assign_conversation(TEST, Conversation.objects.get(subject="Parcel of asha"), to=owner)
        set_routing(TEST, terms=Routing(mode, reopened))
        leaves(TEST, owner)
        take_up_again()
        look()
        to = desk.member if mode == "assign" else None
        assert set(Conversation.objects.values_list("assignee", flat=True)) == {to and to.pk}


def test_stays_with_who_is_not_here_where_the_shop_wants_that(clock: time_machine.Traveller) -> None:
    desk, owner = solved_desk("stays")
    with store_scope(desk.store_id):
        take_up_again()
        look()
        assert only_conversation().assignee == owner
        assert notes() == []
