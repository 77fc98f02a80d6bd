"""More is found out of what was given out: it goes to whom it suits better, or the thread says who that would be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.about import choose_order
from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import reply
from saath.conversations.actions.tags import tag_conversation, untag_conversation
from saath.conversations.actions.triage import assign_conversation
from saath.conversations.models import Conversation, Tag
from saath.conversations.tests.builders import Desk, arrive, mail, only_conversation, work
from saath.customers.actions.merge import merge_customers
from saath.customers.models import Customer
from saath.promises.models import RoutingDecision
from saath.promises.routing.actions.settings import add_need, set_skills, set_work
from saath.promises.routing.content import Work
from saath.promises.routing.jobs import route_every_store
from saath.promises.routing.tests.builders import comes, in_open_hours, routing, routing_desk, write
from saath.promises.routing.told import why_now
from saath.promises.routing.words import said
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db(transaction=True)]
GUJARATI = "મારું પાર્સલ હજી આવ્યું નથી. ક્યારે આવશે? મને જલદી જણાવો."


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with in_open_hours() as found:
        yield found


def look(clock: time_machine.Traveller) -> None:
    """Let what was found out settle, and the schedule look."""
    clock.shift(timedelta(seconds=6))
    route_every_store.enqueue()
    work()


def given_to_first(mode: str = "assign") -> tuple[Desk, Member]:
    """Give out a mail in English to the desk's colleague; the other speaks Gujarati, and can do what a tag needs."""
    desk, gujarati = routing_desk(mode)
    with store_scope(desk.store_id):
        (skill,) = set_skills(TEST, skills=[{"en": "Returns"}]).skills
        add_need(TEST, on="tag", value="damaged", skill=skill["key"])
        set_work(TEST, gujarati, work=Work(["en", "gu"], [skill["key"]]))
        comes(desk.member, gujarati)
        write()
        route_every_store.enqueue()
        work()
    return desk, gujarati


def codes() -> list[tuple[str, str]]:
    """Return what was decided, the oldest first, with its first reason."""
    rows = RoutingDecision.objects.order_by("id")
    return [(each.outcome, each.reasons[0]["code"]) for each in rows]


def test_a_tag_moves_what_nobody_has_opened_and_says_so(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        assert only_conversation().assignee == desk.member
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        work()
        assert only_conversation().assignee == desk.member
        look(clock)
        assert only_conversation().assignee == gujarati
        assert codes()[-1] == ("given", "anew")
        stands = RoutingDecision.objects.get(stands=True)
        assert "more is known of it now · can do “Returns”" in said(stands.reasons, routing().skills)


def test_what_its_owner_has_opened_stays_and_the_thread_says_who_would_fit_better(
    clock: time_machine.Traveller,
) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        mark_read(desk.actor, only_conversation())
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert only_conversation().assignee == desk.member
        assert codes()[-1] == ("fits", "skill")
        why, fitting = why_now(desk.actor, only_conversation()) or (None, None)
        assert why is not None
        assert (why.outcome, fitting) == ("fits", gujarati.pk)
        tag_conversation(desk.actor, only_conversation(), name="Blue")
        untag_conversation(desk.actor, only_conversation(), tag=Tag.objects.get(key="blue"))
        look(clock)
        assert [outcome for outcome, _code in codes()].count("fits") == 1
        untag_conversation(desk.actor, only_conversation(), tag=Tag.objects.get(key="damaged"))
        look(clock)
        assert why_now(desk.actor, only_conversation()) is None
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert why_now(desk.actor, only_conversation()) is not None
        assert [outcome for outcome, _code in codes()].count("fits") == 1


def test_what_somebody_has_answered_stays(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        reply(actor_of(gujarati), only_conversation(), text="It left today.", client_key="one")
        clock.shift(timedelta(minutes=1))
        work()
        write(GUJARATI)
        comes(desk.member, gujarati)
        look(clock)
        kept = Conversation.objects.order_by("id")[0]
        tag_conversation(desk.actor, kept, name="Damaged")
        look(clock)
        assert Conversation.objects.order_by("id")[0].assignee == desk.member


def test_what_a_person_has_given_stays_and_nothing_is_said(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        assign_conversation(desk.actor, only_conversation(), to=None)
        assign_conversation(actor_of(gujarati), only_conversation(), to=desk.member)
        before = len(codes())
        assign_conversation(desk.actor, only_conversation(), to=None)
        assign_conversation(desk.actor, only_conversation(), to=gujarati)
        set_work(TEST, gujarati, work=Work(["gu"]))
        skill = routing().skills[0]["key"]
        set_work(TEST, desk.member, work=Work(["en"], [skill]))
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert only_conversation().assignee == gujarati
        assert len(codes()) == before


def test_going_on_in_another_language_moves_it(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        set_work(TEST, gujarati, work=Work(["gu"]))
        asha = partial(mail, sender="asha <asha@example.in>", subject="Indigo")
        first = asha("Hello, where is the indigo one that I ordered last week?")
        arrive(first)
        look(clock)
        assert Conversation.objects.get(subject="Indigo").assignee == desk.member
        arrive(asha(GUJARATI, answers=str(first["Message-ID"])))
        look(clock)
        again = Conversation.objects.get(subject="Indigo")
        assert (again.language, again.assignee) == ("gu", gujarati)


def test_who_is_not_here_fits_no_better(clock: time_machine.Traveller) -> None:
    desk, _gujarati = given_to_first()
    with store_scope(desk.store_id):
        clock.shift(timedelta(minutes=11))
        comes(desk.member)
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert only_conversation().assignee == desk.member
        assert codes()[-1][0] == "given"


def test_a_suggestion_is_made_anew(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first("suggest")
    with store_scope(desk.store_id):
        assert RoutingDecision.objects.get(stands=True).member == desk.member
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert RoutingDecision.objects.get(stands=True).member == gujarati
        assert only_conversation().assignee is None


def test_at_night_it_waits_for_the_morning(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        clock.shift(timedelta(hours=12))
        tag_conversation(desk.actor, only_conversation(), name="Damaged")
        look(clock)
        assert only_conversation().assignee == desk.member
        clock.shift(timedelta(hours=11))
        comes(desk.member, gujarati)
        look(clock)
        assert only_conversation().assignee == gujarati


def test_another_customer_moves_it_to_who_knows_them(clock: time_machine.Traveller) -> None:
    desk, gujarati = given_to_first()
    with store_scope(desk.store_id):
        arrive(mail("Is the blue one there?", sender="s <other@example.in>", subject="Blue"))
        known = Conversation.objects.get(subject="Blue")
        assign_conversation(TEST, known, to=gujarati)
        one, other = Customer.objects.order_by("id")
        merge_customers(TEST, one, into=other)
        look(clock)
        assert Conversation.objects.get(subject="Parcel of sunita").assignee == gujarati


def test_what_no_rule_asks_for_asks_nothing_more_of_a_tag_than_the_rules(
    clock: time_machine.Traveller,
) -> None:
    desk, _gujarati = given_to_first()
    with store_scope(desk.store_id):
        found = only_conversation()
        with CaptureQueriesContext(connection) as asked:
            tag_conversation(desk.actor, found, name="Blue")
        touched = [
            each["sql"] for each in asked if "promises_routing" in each["sql"] or "jobs_job" in each["sql"]
        ]
        assert len(touched) == 1
        choose_order(desk.actor, found, order=None)
