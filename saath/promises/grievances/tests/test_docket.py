"""What the National Consumer Helpline wants of a grievance, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import time_machine

from saath.conversations.actions.merge import merge_conversations, undo_merge
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk
from saath.core.clock import now
from saath.core.errors import BadInput, Forbidden
from saath.promises.grievances.actions.deciding import Decision, decide_grievance
from saath.promises.grievances.actions.docket import set_docket
from saath.promises.grievances.actions.notices import tell_of_limits
from saath.promises.grievances.actions.settings import save_grievance_details
from saath.promises.grievances.queries.register import open_page as officers_page
from saath.promises.grievances.terms import settings_here
from saath.promises.grievances.tests.builders import DETAILS, complain, declare, open_page
from saath.promises.models import Grievance
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
DOCKET = "NCH-2026-4711"
DAY = timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    desk = make_desk()
    with store_scope(desk.store_id):
        open_page()
    return desk


@pytest.fixture
def manager(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "kavita@example.com", Role.MANAGER))


def told_between(began: datetime, days: int) -> list[tuple[float, str]]:
    """Look each six hours at what is due, and return after how many days something was told of which limit."""
    told = []
    for step in range(1, days * 4 + 1):
        moment = began + step * timedelta(hours=6)
        with time_machine.travel(moment + timedelta(minutes=1)):
            if tell_of_limits(TEST):
                newest = Event.objects.filter(kind__in=("grievance.due", "grievance.late")).latest("id")
                told.append((step / 4, f"{newest.kind.removeprefix('grievance.')} {newest.changed[0]}"))
    return told


def test_colleagues_hear_before_the_helplines_deadline_and_when_it_has_come(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        due = now() + 7 * DAY
        grievance = declare(desk, source="nch", docket=DOCKET, docket_due_at=due)
        of_docket = [each for each in told_between(grievance.received_at, 8) if each[1].endswith("docket")]
        assert of_docket == [(4.0, "due docket"), (6.0, "due docket"), (7.0, "late docket")]


def test_how_long_before_is_the_shops_to_say(desk: Desk) -> None:
    arrive(mail())
    with store_scope(desk.store_id):
        details = replace(DETAILS, docket_notices=(12,))
        save_grievance_details(TEST, details=details, version=settings_here().version)
        grievance = declare(desk, source="nch", docket=DOCKET, docket_due_at=now() + 3 * DAY)
        of_docket = [each for each in told_between(grievance.received_at, 4) if each[1].endswith("docket")]
        assert of_docket == [(2.5, "due docket"), (3.0, "late docket")]
        for wrong in ((), (0,), (721,), (1, 2, 3, 4, 5, 6)):
            details = replace(DETAILS, docket_notices=wrong)
            with pytest.raises(BadInput) as refused:
                save_grievance_details(TEST, details=details, version=settings_here().version)
            assert refused.value.field == "docket_notices"


def test_a_deadline_moves_no_limit_of_the_rules_and_a_decision_ends_it(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        before = (grievance.word_due_at, grievance.redress_due_at, grievance.received_at)
        told = set_docket(manager, grievance, docket=DOCKET, docket_due_at=now() + 5 * DAY)
        assert (told.word_due_at, told.redress_due_at, told.received_at) == before
        assert (told.source, told.docket) == ("form", DOCKET)
        later = set_docket(manager, grievance, docket=DOCKET, docket_due_at=now() + 6 * DAY)
        assert later.helpline_due_at == later.docket_due_at != told.docket_due_at
        decide_grievance(
            manager, grievance, decision=Decision("refund", why="By telephone."), client_key="d1"
        )
        assert Grievance.objects.get().notice_at is None


def test_of_two_that_become_one_the_earlier_deadline_counts(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        first, second = complain(desk, key="f1"), complain(desk, key="f2")
        assert first.conversation is not None
        assert second.conversation is not None
        set_docket(manager, first, docket=DOCKET, docket_due_at=now() + 4 * DAY)
        due = Grievance.objects.get(pk=first.pk).docket_due_at
        move = merge_conversations(manager, first.conversation, into=second.conversation)
        assert Grievance.objects.get(pk=second.pk).helpline_due_at == due
        set_docket(manager, Grievance.objects.get(pk=first.pk), docket=DOCKET, docket_due_at=now() + 2 * DAY)
        moved = Grievance.objects.get(pk=second.pk).helpline_due_at
        assert moved is not None
        assert due is not None
        assert moved < due
        undo_merge(manager, move)
        assert Grievance.objects.get(pk=second.pk).helpline_due_at is None
        assert Grievance.objects.get(pk=first.pk).helpline_due_at == moved


def test_the_officers_page_begins_with_the_next_limit_the_helplines_too(desk: Desk, manager: Actor) -> None:
    with store_scope(desk.store_id):
        _early, late = complain(desk, key="f1"), complain(desk, key="f2")
        set_docket(manager, late, docket=DOCKET, docket_due_at=now() + 3 * DAY)
        assert officers_page(manager).rows[0] == late


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_deadline_lies_after_the_receipt(desk: Desk, manager: Actor, days: int) -> None:
    with store_scope(desk.store_id):
        grievance = complain(desk)
        with pytest.raises(BadInput) as refused:
            set_docket(manager, grievance, docket=DOCKET, docket_due_at=grievance.received_at + days * DAY)
        assert refused.value.field == "docket_due_at"
        with pytest.raises(BadInput):
            set_docket(manager, grievance, docket=" ")


def test_a_docket_needs_the_helpline_and_a_reader_writes_none_down(desk: Desk) -> None:
    arrive(mail())
    reader = actor_of(make_colleague(desk.shop, "ravi@example.com", Role.READER))
    with store_scope(desk.store_id):
        with pytest.raises(BadInput) as refused:
            declare(desk, source="staff", docket=DOCKET)
        assert refused.value.field == "docket"
        with pytest.raises(Forbidden):
            set_docket(reader, declare(desk), docket=DOCKET)
