"""What is left in a chat is given out once whoever wrote it has gone, and goes from hand to hand no more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.chats.models import ChatSettings
from saath.chats.staffing.alone import Caretaker
from saath.chats.tests.builders import make_chat, writing_visitor
from saath.chats.tests.presence import desk_open
from saath.conversations.actions.take import take_waiting
from saath.conversations.tests.builders import work
from saath.promises.routing.actions.settings import set_routing, set_work
from saath.promises.routing.content import Routing, Work
from saath.promises.routing.jobs import route_every_store
from saath.promises.routing.tests.builders import comes, in_open_hours
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("config.urls.shopper")]


@pytest.mark.parametrize(
    "hours_before", [pytest.param(0, id="nobody took it"), pytest.param(12, id="left at night")]
)
def test_it_rings_for_half_an_hour_and_is_given_out_then(hours_before: int) -> None:
    with in_open_hours() as clock:
        chat = make_chat()
        clock.shift(-timedelta(hours=hours_before))
        writing_visitor(chat)
        clock.shift(timedelta(hours=hours_before))
        with store_scope(chat.store_id):
            set_routing(TEST, terms=Routing("assign", "anybody"))
            comes(chat.desk.member)
            route_every_store.enqueue()
            work()
            assert (chat.conversation().assignee == chat.desk.member) == bool(hours_before)
            clock.shift(timedelta(minutes=31))
            comes(chat.desk.member)
            route_every_store.enqueue()
            work()
            assert chat.conversation().assignee == chat.desk.member


def test_who_was_seen_lately_and_has_gone_does_not_get_it_again_and_again() -> None:
    with in_open_hours() as clock:
        chat = make_chat()
        arjun = make_colleague(chat.desk.shop, "arjun@example.com")
        writing_visitor(chat)
        clock.shift(timedelta(minutes=31))
        caretaker = Caretaker()
        with store_scope(chat.store_id), desk_open(arjun):
            set_routing(TEST, terms=Routing("assign", "anybody"))
            set_work(TEST, chat.desk.member, work=Work(["gu"]))
            set_work(TEST, arjun, work=Work(["en"]))
            comes(chat.desk.member, arjun)
            work()
            assert chat.conversation().assignee == chat.desk.member
            for _look in range(15):
                clock.shift(timedelta(seconds=20))
                caretaker.look_after(ChatSettings.objects.get())
                route_every_store.enqueue()
                work()
            assert chat.conversation().assignee == arjun
            moved = Event.objects.filter(kind="conversation.assigned")
            assert moved.count() == 3


def test_who_takes_a_chat_has_it_and_routing_leaves_it_there() -> None:
    with in_open_hours() as clock:
        chat = make_chat()
        writing_visitor(chat)
        arjun = make_colleague(chat.desk.shop, "arjun@example.com")
        with store_scope(chat.store_id):
            set_routing(TEST, terms=Routing("assign", "anybody"))
            take_waiting(chat.desk.actor)
            clock.shift(timedelta(minutes=31))
            comes(arjun)
            route_every_store.enqueue()
            work()
            assert chat.conversation().assignee == chat.desk.member
