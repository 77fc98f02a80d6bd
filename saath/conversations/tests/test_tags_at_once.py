"""Two colleagues tag at once: both tags are there, and the same new word exists once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from saath.conversations.actions.tags import tag_conversation
from saath.conversations.models import ConversationTag, Tag
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 5


def test_nothing_is_lost_and_nothing_doubled() -> None:
    desk = make_desk()
    arrive(mail())
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    together = Barrier(2)

    def tag(actor: Actor, names: list[str]) -> None:
        try:
            with store_scope(desk.store_id):
                for name in names:
                    together.wait()
                    tag_conversation(actor, only_conversation(), name=name)
        finally:
            connections.close_all()

    same = [f"same {number}" for number in range(ROUNDS)]
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(tag, [desk.actor, arjun], [[*same, "refund"], [*same, "courier"]]))
    with store_scope(desk.store_id):
        assert set(Tag.objects.values_list("name", flat=True)) == {*same, "refund", "courier"}
        assert ConversationTag.objects.count() == ROUNDS + 2
