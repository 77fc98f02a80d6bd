"""Grievances whose conversations are split and merged: limits stay, and whoever complained is still answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.actions.split import split_conversation, undo_split
from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import (
    Desk,
    arrive,
    later,
    mail,
    make_desk,
    only_conversation,
    sent_mails,
    work,
)
from saath.core.clock import now
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.grievances.actions.opening import Opening, open_grievance
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Clock, Grievance
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
REFUND = Decision("refund", words="Your money goes back today.")


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "kavita@example.com", Role.MANAGER))


def running(conversation: Conversation) -> set[str]:
    """Return the kinds of a conversation's clocks of grievances that run."""
    rows = Clock.objects.filter(conversation=conversation, kind__startswith="grievance_", outcome="")
    return {row.kind for row in rows}


BOTH = {"grievance_word", "grievance_redress"}


def two_mails(desk: Desk) -> Conversation:
    """Let a customer write twice in one conversation, about two things."""
    first = mail()
    arrive(first)
    arrive(mail("And the other order came torn.", answers=first["Message-ID"]))
    return only_conversation()


def last_of(conversation: Conversation) -> Message:
    return Message.objects.filter(conversation=conversation).latest("id")


def home_of(grievance: Grievance) -> Conversation:
    home = Grievance.objects.get(pk=grievance.pk).conversation
    assert home is not None
    return home


def test_what_else_is_split_off_takes_no_grievance_with_it(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        whole = two_mails(desk)
        grievance = open_grievance(desk.actor, whole, opening=Opening(tells=False))
        move = split_conversation(manager, whole, at=last_of(whole))
        assert home_of(grievance) == whole
        assert (running(whole), running(move.target)) == (BOTH, set())
        undo_split(manager, move)
        fresh = Grievance.objects.get()
        assert running(whole) == BOTH
        assert (fresh.redress_due_at, fresh.received_at) == (grievance.redress_due_at, grievance.received_at)


def test_a_grievance_that_began_in_what_was_split_off_goes_back_with_it(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        whole = two_mails(desk)
        move = split_conversation(manager, whole, at=last_of(whole))
        grievance = open_grievance(desk.actor, move.target, opening=Opening(tells=False))
        undo_split(manager, move)
        assert home_of(grievance) == whole
        assert (running(whole), running(move.target)) == (BOTH, set())
        decide_grievance(manager, grievance, decision=REFUND, client_key="d1")
        assert last_of(whole).text == REFUND.words


def test_two_that_were_split_become_one_again_with_the_earlier_limits(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        whole = two_mails(desk)
        move = split_conversation(manager, whole, at=last_of(whole))
        first = open_grievance(desk.actor, whole, opening=Opening(tells=False))
        earlier = now() - timedelta(days=3)
        second = open_grievance(desk.actor, move.target, opening=Opening(received_at=earlier, tells=False))
        undo_split(manager, move)
        goes_on, gone = Grievance.objects.order_by("id")
        assert (gone.joined, goes_on.counts_from) == (goes_on, earlier)
        assert goes_on.redress_due_at == second.redress_due_at < first.redress_due_at
        assert (running(whole), running(move.target)) == (BOTH, set())


def test_a_complaint_that_came_by_a_merge_is_split_off_with_its_grievance(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        arrive(mail())
        plain = only_conversation()
        grievance = complain(desk)
        before, came = (grievance.word_due_at, grievance.redress_due_at), home_of(grievance)
        merge = merge_conversations(manager, came, into=plain)
        complaint = Message.objects.get(conversation=plain, text__contains="pillow")
        split = split_conversation(manager, plain, at=complaint)
        fresh = Grievance.objects.get()
        assert home_of(grievance) == split.target
        assert (fresh.word_due_at, fresh.redress_due_at) == before
        assert (running(plain), running(split.target)) == (set(), BOTH)
        undo_split(manager, split)
        assert home_of(grievance) == plain
        undo_merge(manager, merge)
        assert home_of(grievance) == came
        assert running(came) == BOTH


def test_of_two_in_one_each_goes_on_alone_once_their_complaints_are_parted(
    desk: Desk, manager: Actor
) -> None:
    with store_scope(desk.store_id):
        first = complain(desk, key="f1")
        with time_machine.travel(now() + timedelta(days=2)):
            second = complain(desk, "Two covers are missing as well, since Diwali.", key="f2")
            own = list(Grievance.objects.order_by("id").values_list("redress_due_at", flat=True))
            one, other = home_of(first), home_of(second)
            merge_conversations(manager, one, into=other)
            split = split_conversation(
                manager, other, at=Message.objects.get(direction="in", text__contains="covers")
            )
            assert (home_of(first), home_of(second)) == (other, split.target)
            assert [each.joined for each in Grievance.objects.order_by("id")] == [None, None]
            assert list(Grievance.objects.order_by("id").values_list("redress_due_at", flat=True)) == own
            assert running(other) == running(split.target) == BOTH


def test_of_an_open_and_a_decided_one_the_letter_still_arrives(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        decided, waits = complain(desk, key="f1"), complain(desk, key="f2")
        decide_grievance(manager, decided, decision=REFUND, client_key="d1")
        merge_conversations(manager, home_of(waits), into=home_of(decided))
        assert Grievance.objects.get(pk=waits.pk).joined is None
        letter = Decision("replacement", words="A new one is on its way.")
        decide_grievance(manager, waits, decision=letter, client_key="d2")
    with time_machine.travel(later()):
        work()
    with store_scope(desk.store_id):
        assert [each.redressed_at is None for each in Grievance.objects.all()] == [False, False]
    bodies = [each.get_body(("plain",)).get_content() for each in sent_mails()]  # type: ignore[union-attr]
    assert sum("A new one is on its way." in body for body in bodies) == 1
