"""Who complained is forgotten: what the register has to keep stays, and an open grievance is decided first."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from saath.conversations.actions.merge import merge_conversations
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk, work
from saath.core.clock import now
from saath.core.errors import Conflict, Forbidden
from saath.promises.grievances.actions.deciding import Decision, decide_grievance, reconsider_grievance
from saath.promises.grievances.actions.erasing import erase_asked, erase_complainant
from saath.promises.grievances.actions.exporting import export_register
from saath.promises.grievances.jobs import look_at_grievances
from saath.promises.grievances.proving import code_of, find_by_reference, is_code_of
from saath.promises.grievances.queries.erasing import erased_on
from saath.promises.grievances.queries.register import Wanted
from saath.promises.grievances.queries.status import status_of
from saath.promises.grievances.tests.builders import complain, open_page
from saath.promises.models import Grievance, GrievanceDecision
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
DECISION = Decision(
    "replacement", why="Sunita’s pillow came torn.", words="Dear Sunita, a new one is on its way."
)
MONTH = timedelta(days=30)
PERSON = ("Sunita", "sunita@example.in", "PT-20418", "98765")


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "kavita@example.com", Role.MANAGER))


def kept() -> str:
    """Return all that the rows of grievances and decisions say."""
    return repr([*Grievance.objects.values(), *GrievanceDecision.objects.values()])


def test_of_a_closed_one_the_person_goes_and_what_was_done_stays(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        decide_grievance(manager, grievance, decision=DECISION, client_key="d1")
        before = Grievance.objects.get()
        with time_machine.travel(now() + MONTH + timedelta(minutes=1)):
            erase_complainant(manager, grievance)
            fresh = Grievance.objects.get()
            assert fresh.erased_at is not None
            assert not any(said in kept() for said in PERSON)
            for name in (
                "reference",
                "received_at",
                "word_due_at",
                "redress_due_at",
                "redressed_at",
                "outcome",
                "cause",
            ):
                assert getattr(fresh, name) == getattr(before, name)
            taken = "".join(export_register(manager, wanted=Wanted()))
            assert fresh.reference in taken
            assert "replacement" in taken
            assert not any(said in taken for said in PERSON)
            assert is_code_of(find_by_reference(fresh.reference), code_of(grievance))
            stands = status_of(fresh, now=now(), has_address=True)
            assert (stands.outcome, stands.words) == ("replacement", "")


def test_an_open_one_is_decided_first_and_waits_for_an_answer_to_the_letter(
    desk: Desk, manager: Actor
) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        asked = erase_complainant(manager, grievance)
        assert (asked.erased_at, erased_on(asked)) == (None, None)
        with time_machine.travel(now() + timedelta(days=40)):
            assert erase_asked(TEST) == 0
            assert Grievance.objects.get().contact == "sunita@example.in"
            decide_grievance(manager, grievance, decision=DECISION, client_key="d1")
            assert erase_asked(TEST) == 0
        with time_machine.travel(now() + timedelta(days=71)):
            look_at_grievances.func()
            work()
            assert Grievance.objects.get().erased_at is not None
            assert not any(said in kept() for said in PERSON)
            look_at_grievances.func()
            assert erase_asked(TEST) == 0


def test_a_decision_that_is_taken_back_makes_it_wait_again(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        decide_grievance(manager, grievance, decision=DECISION, client_key="d1")
        erase_complainant(manager, grievance)
        reconsider_grievance(manager, grievance)
        with time_machine.travel(now() + timedelta(days=60)):
            assert erase_asked(TEST) == 0
            assert Grievance.objects.get().name == "Sunita Verma"


def test_two_that_were_merged_are_forgotten_together(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        first, second = complain(desk, key="f1"), complain(desk, key="f2")
        assert first.conversation is not None
        assert second.conversation is not None
        merge_conversations(manager, first.conversation, into=second.conversation)
        decide_grievance(manager, second, decision=DECISION, client_key="d1")
        erase_complainant(manager, first)
        with time_machine.travel(now() + MONTH + timedelta(minutes=1)):
            assert erase_asked(TEST) == 1
            assert not any(said in kept() for said in PERSON)


def test_the_register_stands_though_the_conversation_is_gone(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        closed, waits = complain(desk, key="f1"), complain(desk, key="f2")
        decide_grievance(manager, closed, decision=DECISION, client_key="d1")
        Conversation.objects.all().delete()
        assert Grievance.objects.filter(conversation=None, began_in=None).count() == 2
        assert status_of(Grievance.objects.get(pk=closed.pk), now=now(), has_address=False).outcome
        with pytest.raises(Conflict):
            decide_grievance(manager, waits, decision=DECISION, client_key="d2")
        by_telephone = Decision("refund", why="Told by telephone.")
        decide_grievance(manager, waits, decision=by_telephone, client_key="d3")
        assert Grievance.objects.get(pk=waits.pk).redressed_at is not None
        assert closed.reference in "".join(export_register(manager, wanted=Wanted()))


def test_who_may_not_decide_erases_nobody(desk: Desk) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        with pytest.raises(Forbidden):
            erase_complainant(desk.actor, grievance)
