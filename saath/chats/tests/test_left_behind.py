"""What is left in a chat is given out once whoever wrote it has gone."""

from __future__ import annotations

from datetime import timedelta

import pytest

from saath.chats.tests.builders import make_chat, writing_visitor
from saath.conversations.tests.builders import work
from saath.promises.routing.actions.settings import set_routing
from saath.promises.routing.content import Routing
from saath.promises.routing.jobs import route_every_store
from saath.promises.routing.tests.builders import comes, in_open_hours
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

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
