"""What is urgent is given out first, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection

from saath.conversations.actions.priority import set_priority
from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import work
from saath.promises.models import RoutingDecision
from saath.promises.routing.actions.settings import add_need, set_skills, set_work
from saath.promises.routing.content import Work
from saath.promises.routing.facts import RAISED, WAITING, fitting_now
from saath.promises.routing.jobs import route_every_store
from saath.promises.routing.tests.builders import OPEN, comes, in_open_hours, routing, routing_desk, write
from saath.promises.routing.words import said
from saath.stores.tests.builders import TEST
from saath.tenancy.prepared import Prepared
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with in_open_hours() as found:
        yield found


def of(name: str) -> Conversation:
    return Conversation.objects.get(subject=f"Parcel of {name}")


def look() -> None:
    route_every_store.enqueue()
    work()


def why(name: str) -> str:
    return said(RoutingDecision.objects.get(conversation=of(name), stands=True).reasons)


def test_urgent_goes_before_high_and_high_before_what_waits_longer(clock: time_machine.Traveller) -> None:
    desk, _gujarati = routing_desk()
    with store_scope(desk.store_id):
        for name in ("asha", "bela", "chetna", "daksha"):
            write(name=name)
            clock.shift(timedelta(seconds=1))
        set_priority(desk.actor, of("chetna"), priority="high")
        set_priority(desk.actor, of("daksha"), priority="urgent")
        comes(desk.member)
        waiting = [Conversation.objects.get(pk=pk).subject for pk in fitting_now(routing(), at=OPEN)]
        assert waiting == [f"Parcel of {name}" for name in ("daksha", "chetna", "asha", "bela")]


def test_where_one_has_room_the_urgent_one_gets_it_and_says_so() -> None:
    desk, _gujarati = routing_desk()
    with store_scope(desk.store_id):
        set_work(TEST, desk.member, work=Work(load_limit=1))
        write(name="asha")
        write(name="bela")
        set_priority(desk.actor, of("bela"), priority="urgent")
        comes(desk.member)
        look()
        assert (of("asha").assignee, of("bela").assignee) == (None, desk.member)
        assert why("bela").startswith("given out before all else, as it is urgent · ")


def test_what_is_only_suggested_is_not_said_to_be_given_out() -> None:
    desk, _gujarati = routing_desk(mode="suggest")
    with store_scope(desk.store_id):
        write(name="asha")
        set_priority(desk.actor, of("asha"), priority="urgent")
        comes(desk.member)
        look()
        assert of("asha").assignee is None
        assert why("asha") == "speaks English · 0 of at most 15 open · nobody else can take it now"


def test_what_becomes_urgent_is_looked_at_again(clock: time_machine.Traveller) -> None:
    desk, gujarati = routing_desk()
    with store_scope(desk.store_id):
        (skill,) = set_skills(TEST, skills=[{"en": "Returns"}]).skills
        add_need(TEST, on="tag", value="damaged", skill=skill["key"])
        set_work(TEST, gujarati, work=Work(languages=["en"], skills=[skill["key"]]))
        write(name="asha")
        tag_conversation(desk.actor, of("asha"), name="Damaged")
        comes(desk.member)
        look()
        assert of("asha").assignee == desk.member
        comes(desk.member, gujarati)
        clock.shift(timedelta(seconds=10))
        look()
        assert of("asha").assignee == desk.member
        set_priority(desk.actor, of("asha"), priority="urgent")
        clock.shift(timedelta(seconds=10))
        work()
        assert of("asha").assignee == gujarati


@pytest.mark.skipif(connection.vendor != "sqlite", reason="of PostgreSQL the guard of hot queries asks")
def test_what_is_raised_is_read_along_an_index_of_its_own_and_sorted_by_it() -> None:
    desk, _gujarati = routing_desk()
    with store_scope(desk.store_id):
        raised, normal = plan_of(RAISED), plan_of(WAITING)
    assert "conversation_raised" in raised
    assert "conversation_mine" in normal
    assert "ORDER BY" not in raised + normal


def plan_of(query: Prepared[Any]) -> str:
    """Return how SQLite runs a query whose values come later."""
    statement = query._written().statement
    values = {"store": 1, "here_since": OPEN.isoformat(), "without": "[]"}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement._given(values))
        return " ".join(str(row[-1]) for row in cursor.fetchall())
