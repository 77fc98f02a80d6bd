"""What waits is given out, and everybody can ask why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.customer_says import refuse_solution
from saath.conversations.actions.reply import reply
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.actions.triage import assign_conversation, solve_conversation
from saath.conversations.models import ChannelAccount, Conversation, Solution
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.core.clock import now
from saath.promises.models import RoutingDecision
from saath.promises.routing.actions.deciding import route_conversation
from saath.promises.routing.actions.settings import add_need, set_routing, set_skills, set_work
from saath.promises.routing.content import Routing, Work
from saath.promises.routing.facts import LOOKED_THROUGH
from saath.promises.routing.jobs import ROUTER, route_every_store
from saath.promises.routing.queries import find_somebody
from saath.promises.routing.tests.builders import comes, in_open_hours, routing, routing_desk, write
from saath.promises.routing.words import said
from saath.stores.actions.away import go_away
from saath.stores.actions.members import revoke_member
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.many_rows import insert_rows
from saath.tenancy.scope import store_scope

CUSTOMER = Actor.system("the customer")
ALIKE = ("customer", "identity", "account", "waiting_since", "due_at", "last_message_at")
GUJARATI = "મારું પાર્સલ હજી આવ્યું નથી. ક્યારે આવશે?"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with in_open_hours() as found:
        yield found


def look() -> None:
    """Do what the schedule does every minute."""
    route_every_store.enqueue()
    work()


def standing() -> RoutingDecision:
    return RoutingDecision.objects.get(stands=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
class TestGivingOut:
    def test_goes_to_who_speaks_the_language_and_says_why(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            write(GUJARATI)
            look()
            assert only_conversation().assignee == gujarati
            assert "speaks Gujarati" in said(standing().reasons)

    def test_what_a_tag_needs_goes_to_who_can_do_it(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            (skill,) = set_skills(TEST, skills=[{"en": "Returns", "hi": "वापसी"}]).skills
            add_need(TEST, on="tag", value="damaged", skill=skill["key"])
            set_work(TEST, gujarati, work=Work(languages=["en"], skills=[skill["key"]]))
            write()
            tag_conversation(desk.actor, only_conversation(), name="Damaged")
            comes(desk.member, gujarati)
            look()
            assert only_conversation().assignee == gujarati
            assert "can do “Returns”" in said(standing().reasons, routing().skills)

    def test_goes_to_who_had_the_customers_last_conversation(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            write()
            assign_conversation(desk.actor, only_conversation(), to=gujarati)
            arrive(mail("And now something else entirely, please.", subject="Another matter"))
            write("And something else, please, about the blue cover.")
            arrive(mail("Is the indigo one in stock?", sender="sunita <sunita@example.in>", subject="Indigo"))
            look()
            newest = Conversation.objects.get(subject="Indigo")
            assert newest.assignee == gujarati
            assert "had this customer’s last conversation" in said(
                RoutingDecision.objects.get(conversation=newest, stands=True).reasons
            )

    def test_nobody_gets_it_while_nobody_is_here_and_the_first_who_comes_does(self) -> None:
        desk, _gujarati = routing_desk()
        with store_scope(desk.store_id):
            write()
            look()
            assert only_conversation().assignee is None
            assert said(standing().reasons) == "2 colleagues are not at the desk"
            look()
            assert RoutingDecision.objects.count() == 1
            make_colleague(desk.shop, "charu@example.com")
            route_conversation(ROUTER, only_conversation())
            assert said(RoutingDecision.objects.get().reasons) == "3 colleagues are not at the desk"
            comes(desk.member)
            look()
            assert only_conversation().assignee == desk.member

    def test_who_was_not_seen_lately_is_not_here(self, clock: time_machine.Traveller) -> None:
        desk, _gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(desk.member)
            clock.shift(timedelta(minutes=11))
            write()
            look()
            assert only_conversation().assignee is None

    def test_nobody_gets_more_than_the_limit_and_what_is_longest_due_is_next(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            set_work(TEST, desk.member, work=Work(load_limit=1))
            set_work(TEST, gujarati, work=Work(is_on=False))
            comes(desk.member, gujarati)
            for name in ("asha", "bela", "charu"):
                write(name=name)
            look()
            having = Conversation.objects.filter(assignee=desk.member)
            first = having.get()
            assert first.subject == "Parcel of asha"
            reply(desk.actor, first, text="It comes today.", client_key="one")
            look()
            assert having.get(state="open").subject == "Parcel of bela"

    def test_who_puts_it_back_does_not_get_it_again(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(gujarati, desk.member)
            write(GUJARATI)
            look()
            assign_conversation(actor_of(gujarati), only_conversation(), to=None)
            look()
            assert only_conversation().assignee == desk.member
            assign_conversation(desk.actor, only_conversation(), to=None)
            look()
            assert only_conversation().assignee is None
            assert said(standing().reasons) == "2 colleagues put it back"

    def test_while_it_is_off_nothing_is_given(self) -> None:
        desk, gujarati = routing_desk(mode="off")
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            write()
            look()
            assert only_conversation().assignee is None
            assert route_conversation(ROUTER, only_conversation()) is None

    def test_a_suggestion_moves_nothing_and_ends_when_they_go_away(
        self, clock: time_machine.Traveller
    ) -> None:
        desk, gujarati = routing_desk(mode="suggest")
        with store_scope(desk.store_id):
            comes(desk.member, gujarati)
            write(GUJARATI)
            look()
            look()
            assert only_conversation().assignee is None
            assert (standing().outcome, standing().member) == ("suggested", gujarati)
            _go_away(gujarati)
            work()
            assert standing().member == desk.member

    def test_at_night_nothing_is_given_and_nobody_wonders(self, clock: time_machine.Traveller) -> None:
        desk, _gujarati = routing_desk()
        with store_scope(desk.store_id):
            clock.shift(timedelta(hours=12))
            comes(desk.member)
            write()
            look()
            assert only_conversation().assignee is None
            assert not RoutingDecision.objects.exists()

    def test_what_a_leaver_had_goes_to_others(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            comes(gujarati)
            write(GUJARATI)
            look()
            revoke_member(TEST, gujarati)
            comes(desk.member)
            work()
            assert only_conversation().assignee == desk.member
            assert [each.reasons[0]["code"] for each in RoutingDecision.objects.order_by("id")][
                1
            ] == "owner_left"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
class TestReopened:
    def test_goes_back_to_its_owner_who_is_here(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            _solved_by(desk, gujarati)
            comes(gujarati, desk.member)
            _write_again()
            assert only_conversation().assignee == gujarati
            assert (standing().outcome, said(standing().reasons)) == ("kept", "had it before, and is here")

    def test_goes_to_somebody_else_with_a_note_where_its_owner_is_not(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            _solved_by(desk, gujarati)
            comes(desk.member)
            _write_again()
            assert only_conversation().assignee == desk.member
            before = RoutingDecision.objects.order_by("id")[0]
            assert said(before.reasons) == "who had it is not at the desk"

    def test_who_is_away_is_told_of_though_it_went_back_by_itself(self) -> None:
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            _solved_by(desk, gujarati)
            comes(desk.member)
            _go_away(gujarati)
            _write_again()
            assert only_conversation().assignee == desk.member
            codes = [each.reasons[0]["code"] for each in RoutingDecision.objects.order_by("id")]
            assert codes[0] == "owner_away"

    def test_waits_in_the_queue_for_a_person_where_the_shop_wants_that(self) -> None:
        desk, gujarati = routing_desk(reopened="queue")
        with store_scope(desk.store_id):
            _solved_by(desk, gujarati)
            comes(desk.member)
            _write_again()
            look()
            assert only_conversation().assignee is None
            assert standing().outcome == "left"

    def test_stays_where_the_shop_wants_that(self) -> None:
        desk, gujarati = routing_desk(reopened="stays")
        with store_scope(desk.store_id):
            _solved_by(desk, gujarati)
            _write_again()
            assert only_conversation().assignee == gujarati


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
def test_finds_somebody_for_what_must_not_be_left_lying() -> None:
    desk, gujarati = routing_desk()
    with store_scope(desk.store_id):
        write(GUJARATI)
        assert find_somebody(only_conversation()).member_id is None
        assert find_somebody(only_conversation(), widen=True).member_id == gujarati.pk
        comes(desk.member)
        assert find_somebody(only_conversation(), widen=True).member_id == desk.member.pk


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
def test_switching_it_on_gives_out_what_waits() -> None:
    desk, _gujarati = routing_desk(mode="off")
    with store_scope(desk.store_id):
        comes(desk.member)
        write()
        set_routing(TEST, terms=Routing("assign", "anybody"))
        work()
        assert only_conversation().assignee == desk.member


def _go_away(member: Member) -> None:
    go_away(actor_of(member), member, since=now(), until=now() + timedelta(days=1), stand_in=None)


def _solved_by(desk: Desk, member: Member) -> None:
    write()
    assign_conversation(desk.actor, only_conversation(), to=member)
    solve_conversation(desk.actor, only_conversation(), is_quiet=True)


def _write_again() -> None:
    solution = Solution.objects.get()
    refuse_solution(CUSTOMER, solution, words="It is broken again, sadly.", client_key="again")
    work()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("clock")
def test_what_waits_for_a_channel_that_nobody_takes_holds_nothing_up() -> None:
    desk, gujarati = routing_desk()
    with store_scope(desk.store_id):
        set_work(TEST, gujarati, work=Work(channels=["fake"]))
        set_work(TEST, desk.member, work=Work(is_on=False))
        comes(desk.member, gujarati)
        write()
        first = only_conversation()
        alike = {name: getattr(first, name) for name in ALIKE}
        insert_rows([Conversation(reference=f"M{n}", **alike) for n in range(LOOKED_THROUGH)])
        fake = ChannelAccount.objects.create(channel="fake", key="fake", name="Fake")
        (behind,) = insert_rows([Conversation(reference="BEHIND", **alike | {"account": fake})])
        for _look in range(3):
            look()
        assert Conversation.objects.get(pk=behind.pk).assignee == gujarati
