"""Several workers give out what waits at the same time: nothing twice, and nobody more than they take."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import connection

from saath.conversations.actions.triage import NeedsReason, assign_conversation
from saath.conversations.models import Conversation
from saath.conversations.tests.builders import make_desk
from saath.promises.models import RoutingDecision, RoutingSettings, WorkProfile
from saath.promises.routing.actions.deciding import route_anew, route_conversation
from saath.promises.routing.actions.settings import set_routing, set_work
from saath.promises.routing.content import Routing, Work
from saath.promises.routing.jobs import ROUTER
from saath.promises.routing.tests.builders import comes, in_open_hours, routing_desk, write
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
WORKERS, LIMIT = 6, 2


def test_each_is_given_once_and_nobody_gets_more_than_they_take() -> None:
    with in_open_hours():
        desk, gujarati = routing_desk()
        third = make_colleague(desk.shop, "charu@example.com")
        with store_scope(desk.store_id):
            for name in ("asha", "bela", "chetna", "daksha", "esha", "falguni", "gita", "hansa"):
                write(name=name)
            for member in (desk.member, gujarati, third):
                set_work(TEST, member, work=Work(load_limit=LIMIT))
            comes(desk.member, gujarati, third)
            ids = list(Conversation.objects.values_list("pk", flat=True))

        def give_out(nth: int) -> None:
            with store_scope(desk.store_id):
                for pk in ids if nth % 2 else reversed(ids):
                    route_conversation(ROUTER, Conversation(pk=pk))
            connection.close()

        with ThreadPoolExecutor(WORKERS) as threads:
            list(threads.map(give_out, range(WORKERS)))
        with store_scope(desk.store_id):
            given = RoutingDecision.objects.filter(outcome="given")
            assert given.count() == given.values("conversation").distinct().count() == 3 * LIMIT
            having = Counter(Conversation.objects.exclude(assignee=None).values_list("assignee", flat=True))
            assert set(having.values()) == {LIMIT}


def test_the_first_presses_of_a_button_may_come_at_once() -> None:
    desk = make_desk()

    def press(nth: int) -> None:
        with store_scope(desk.store_id):
            set_work(TEST, desk.member, work=Work(["en"], load_limit=1 + nth))
            set_routing(TEST, terms=Routing("assign", "anybody", usual_limit=1 + nth))
        connection.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(press, range(WORKERS)))
    with store_scope(desk.store_id):
        assert WorkProfile.objects.count() == RoutingSettings.objects.count() == 1


def test_who_takes_it_while_it_is_given_out_or_looked_at_anew_has_it_alone() -> None:
    with in_open_hours():
        desk, gujarati = routing_desk()
        with store_scope(desk.store_id):
            for name in ("asha", "bela", "chetna", "daksha", "esha"):
                write(name=name)
            comes(desk.member, gujarati)
            ids = list(Conversation.objects.values_list("pk", flat=True))

        def go(nth: int) -> None:
            with store_scope(desk.store_id):
                for pk in ids if nth % 2 else reversed(ids):
                    match nth % 3:
                        case 0:
                            route_conversation(ROUTER, Conversation(pk=pk))
                        case 1:
                            route_anew(ROUTER, Conversation(pk=pk))
                        case _:
                            with suppress(NeedsReason):
                                assign_conversation(desk.actor, Conversation(pk=pk), to=desk.member)
            connection.close()

        with ThreadPoolExecutor(WORKERS) as threads:
            list(threads.map(go, range(WORKERS)))
        with store_scope(desk.store_id):
            for each in Conversation.objects.select_related("assignee"):
                moved = Event.objects.filter(kind="conversation.assigned", subject=each.public_id)
                last = moved.latest("pk").refs["member"]
                assert each.assignee is not None
                assert last == str(each.assignee.public_id)
