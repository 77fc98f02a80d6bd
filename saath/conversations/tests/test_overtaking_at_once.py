"""Two colleagues press Send in the same moment: one answer leaves, the other is held."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from saath.conversations.actions.reply import reply
from saath.conversations.models import Message
from saath.conversations.overtaking import Overtaken
from saath.conversations.tests.builders import arrive, mail, make_desk, only_conversation, said
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 5


def test_of_two_answers_at_once_one_is_held() -> None:
    desk = make_desk()
    arrive(mail())
    arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
    together = Barrier(2)

    def send(actor: Actor, number: int) -> str:
        try:
            with store_scope(desk.store_id):
                conversation = only_conversation()
                seen = Message.objects.order_by("-id").values_list("public_id", flat=True)[0]
                together.wait()
                reply(actor, conversation, text="Aaj", client_key=f"{actor.label}{number}", seen=seen)
        except Overtaken:
            return "held"
        finally:
            connections.close_all()
        return "sent"

    with ThreadPoolExecutor(2) as threads:
        for number in range(TIMES):
            ends = list(threads.map(send, [desk.actor, arjun], [number, number]))
            assert sorted(ends) == ["held", "sent"]
    with store_scope(desk.store_id):
        assert len(said(only_conversation())) == 1 + TIMES
