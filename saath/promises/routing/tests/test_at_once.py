"""Several workers give out what waits at the same time: nothing twice, and nobody more than they take."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from saath.conversations.models import Conversation
from saath.promises.models import RoutingDecision
from saath.promises.routing.actions.deciding import route_conversation
from saath.promises.routing.actions.settings import set_work
from saath.promises.routing.content import Work
from saath.promises.routing.jobs import ROUTER
from saath.promises.routing.tests.builders import comes, in_open_hours, routing_desk, write
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope

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
