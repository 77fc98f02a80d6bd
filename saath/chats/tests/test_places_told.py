"""Who waits learns at which place they are as soon as it changes, and is told nothing twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.chats.staffing.places import PlaceTeller
from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor
from saath.chats.tests.presence import desk_open
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation
from saath.stores.actions.settings import set_hours
from saath.stores.hours import ALWAYS_OPEN
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope
from saath.timeline.live.presence import AnySign, hear_no_more, hear_with
from saath.timeline.live.waiting import Waiting

pytestmark = pytest.mark.django_db


@contextmanager
def hearing() -> Iterator[list[Waiting]]:
    """Hear what this process tells who waits, until the block ends."""
    heard: list[Waiting] = []

    def hear(sign: AnySign) -> None:
        if isinstance(sign, Waiting):
            heard.append(sign)

    hear_with(hear)
    yield heard
    hear_no_more(hear)


def told_by(teller: PlaceTeller, *chats: Chat) -> dict[str, int]:
    """Let one process look, and return which place each customer's conversation was told."""
    with hearing() as heard:
        teller.go([chat.store_id for chat in chats])
    return {each.conversation: each.place for each in heard}


def answer(chat: Chat, conversation: str) -> None:
    with store_scope(chat.store_id):
        found = Conversation.objects.get(public_id=conversation)
        reply(chat.desk.actor, found, text="On its way.", client_key=conversation[:20])


def conversation_of(widget: Widget) -> str:
    return str(widget.read().json()["conversation"]["id"])


def test_each_is_told_their_place_and_again_only_where_it_changes(chat: Chat) -> None:
    with store_scope(chat.store_id):
        set_hours(TEST, week=ALWAYS_OPEN)
    first, second = (conversation_of(writing_visitor(chat, words)) for words in ("First", "Second"))
    teller = PlaceTeller()
    with desk_open(chat.desk.member):
        assert told_by(teller, chat) == {first: 1, second: 2}
        assert told_by(teller, chat) == {}
        answer(chat, first)
        assert told_by(teller, chat) == {first: 0, second: 1}
        answer(chat, second)
        assert told_by(teller, chat) == {second: 0}
        assert told_by(teller, chat) == {}


def test_who_waits_in_another_shop_is_told_of_their_own_queue(chat: Chat) -> None:
    other = make_chat("ek-jhoola", "hello@jhoola.test")
    here, there = (conversation_of(writing_visitor(each)) for each in (chat, other))
    assert told_by(PlaceTeller(), chat, other) == {here: 1, there: 1}
    assert told_by(PlaceTeller(), other) == {there: 1}


def test_a_look_takes_as_many_statements_however_many_wait(chat: Chat) -> None:
    for number in range(2):
        writing_visitor(chat, f"Number {number}")
    counts = []
    for more in (0, 5):
        for number in range(more):
            writing_visitor(chat, f"More {number}")
        with CaptureQueriesContext(connection) as captured:
            told_by(PlaceTeller(), chat)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1]
