"""A chat whose colleague has gone rings for those who are there, and for nobody else's sake."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from saath.chats.models import ChatSettings
from saath.chats.staffing.alone import Caretaker
from saath.chats.tests.builders import Chat, Widget, moved_here
from saath.chats.tests.presence import desk_open
from saath.conversations.actions.take import take_waiting
from saath.conversations.actions.triage import assign_conversation
from saath.stores.actions.away import take_chats
from saath.stores.actions.members import revoke_member
from saath.stores.models import Member
from saath.stores.queries import actor_of
from saath.stores.tests.builders import TEST, make_colleague
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db
OPEN = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture
def arjun(chat: Chat) -> Member:
    return make_colleague(chat.desk.shop, "arjun@example.com")


@pytest.fixture
def taken(chat: Chat, visitor: Widget) -> Chat:
    """A chat that Meera has, and in which the visitor waits."""
    with store_scope(chat.store_id):
        take_waiting(chat.desk.actor)
    return chat


def look_after(chat: Chat, *, seconds: int = 80) -> int | None:
    """Look three times a minute for so long, and return who has the chat then."""
    caretaker = Caretaker()
    with store_scope(chat.store_id):
        settings = ChatSettings.objects.get()
        for second in range(20, seconds + 1, 20):
            with time_machine.travel(OPEN + timedelta(seconds=second), tick=False):
                caretaker.look_after(settings)
    return chat.conversation().assignee_id


def rung_since(chat: Chat, before: int) -> list[set[str]]:
    with store_scope(chat.store_id):
        told = Event.objects.filter(kind="colleague.told", pk__gt=before).order_by("pk")
        return [set(each.refs.values()) for each in told if each.changed == ["chat"]]


@time_machine.travel(OPEN, tick=False)
def test_it_rings_for_who_is_there(taken: Chat, arjun: Member) -> None:
    with store_scope(taken.store_id):
        before = Event.objects.latest("pk").pk
    with desk_open(arjun):
        assert look_after(taken, seconds=40) == taken.desk.member.pk
        assert look_after(taken) is None
    [rung] = rung_since(taken, before)
    assert str(arjun.public_id) in rung


@time_machine.travel(OPEN, tick=False)
def test_it_stays_with_a_colleague_who_is_there_or_looks_something_up(taken: Chat, arjun: Member) -> None:
    with desk_open(taken.desk.member, arjun):
        assert look_after(taken, seconds=600) == taken.desk.member.pk
    with desk_open(arjun, near=[taken.desk.member]):
        assert look_after(taken) == taken.desk.member.pk
        assert look_after(taken, seconds=160) is None


@time_machine.travel(OPEN, tick=False)
def test_it_stays_where_nobody_could_take_it(taken: Chat, arjun: Member) -> None:
    assert look_after(taken, seconds=600) == taken.desk.member.pk
    with store_scope(taken.store_id):
        take_chats(actor_of(arjun), arjun, is_taking=False)
    with desk_open(arjun):
        assert look_after(taken, seconds=600) == taken.desk.member.pk


@time_machine.travel(OPEN, tick=False)
def test_a_colleague_who_has_left_the_shop_holds_none(chat: Chat, visitor: Widget, arjun: Member) -> None:
    with store_scope(chat.store_id):
        take_waiting(actor_of(arjun))
        revoke_member(TEST, arjun)
    with desk_open(chat.desk.member, arjun):
        assert look_after(chat) is None


@time_machine.travel(OPEN, tick=False)
def test_what_came_by_mail_and_goes_on_in_the_chat_is_looked_after_too(chat: Chat, arjun: Member) -> None:
    conversation, visitor = moved_here(chat)
    with desk_open(arjun):
        assert look_after(chat) == chat.desk.member.pk
        visitor.write("I am here now")
        assert look_after(chat) is None
    assert conversation.pk == chat.conversation().pk


@time_machine.travel(OPEN, tick=False)
def test_what_was_taken_meanwhile_stays_taken(taken: Chat, arjun: Member) -> None:
    caretaker = Caretaker()
    with store_scope(taken.store_id), desk_open(arjun):
        settings = ChatSettings.objects.get()
        caretaker.look_after(settings)
        for to in (None, arjun):
            assign_conversation(TEST, taken.conversation(), to=to)
        with time_machine.travel(OPEN + timedelta(minutes=2), tick=False):
            caretaker.look_after(settings)
    assert taken.conversation().assignee_id == arjun.pk
