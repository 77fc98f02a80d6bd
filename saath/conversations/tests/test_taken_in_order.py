"""A message stands where it was taken in, whichever worker reads it first and whatever date its sender gives it."""

from __future__ import annotations

from uuid import UUID

import pytest

from saath.conversations.actions.reading import mark_read
from saath.conversations.actions.reply import reply
from saath.conversations.intake import accept_mail
from saath.conversations.models import Conversation, IntakeItem, Message, MessageKey
from saath.conversations.overtaking import Overtaken
from saath.conversations.queries.inbox import list_conversations
from saath.conversations.queries.thread import thread_page
from saath.conversations.reading import read_item
from saath.conversations.tests.builders import SHOP_ADDRESS, Desk, arrive, mail, only_conversation
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
SENDER = "sunita@example.in"


def take(desk: Desk, *texts: str) -> list[IntakeItem]:
    """Take mails of one thread in, one after the other, without reading them; the newest names the oldest date."""
    with store_scope(desk.store_id):
        first_mail = MessageKey.objects.order_by("pk")[0].key
    for text in texts:
        message = mail(text, answers=first_mail)
        del message["Date"]
        message["Date"] = f"Mon, 03 Mar 2025 0{9 - texts.index(text)}:00:00 +0530"
        accept_mail(SENDER, [SHOP_ADDRESS], message.as_bytes())
    with store_scope(desk.store_id):
        items = IntakeItem.objects.select_related("account", "raw").filter(state=IntakeItem.State.RECEIVED)
        return list(items.order_by("pk"))


def read(desk: Desk, *items: IntakeItem) -> None:
    for item in items:
        with store_scope(desk.store_id):
            read_item(item, None)


def shown(desk: Desk) -> list[str]:
    return [row.text for row in thread_page(desk.actor, only_conversation()).messages]


def unread(desk: Desk) -> list[bool]:
    return [row.is_unread for row in list_conversations(desk.actor, [only_conversation().pk])]


def newest_seen(desk: Desk) -> UUID:
    return UUID(thread_page(desk.actor, only_conversation()).newest)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    arrive(mail("Hello"))
    return desk


def test_what_is_read_in_another_order_stands_as_it_was_taken(desk: Desk) -> None:
    first, second = take(desk, "One", "Two")
    read(desk, second, first)
    with store_scope(desk.store_id):
        assert shown(desk) == ["Hello", "One", "Two"]
        conversation = only_conversation()
        assert (conversation.last_text, conversation.last_message_at) == ("Two", second.received_at)
        assert conversation.message_count == 3


def test_pages_of_the_thread_hold_each_once(desk: Desk) -> None:
    items = take(desk, *map(str, range(7)))
    read(desk, *reversed(items))
    with store_scope(desk.store_id):
        found: list[str] = []
        page = thread_page(desk.actor, only_conversation(), limit=3)
        while True:
            found = [row.text for row in page.messages] + found
            if not page.next_cursor:
                break
            page = thread_page(desk.actor, only_conversation(), cursor=page.next_cursor, limit=3)
        assert found == ["Hello", *map(str, range(7))]


def test_what_is_read_late_is_new_to_who_read_what_came_after_it(desk: Desk) -> None:
    first, second = take(desk, "One", "Two")
    read(desk, second)
    with store_scope(desk.store_id):
        mark_read(desk.actor, only_conversation(), up_to=newest_seen(desk))
        assert unread(desk) == [False]
    read(desk, first)
    with store_scope(desk.store_id):
        assert unread(desk) == [True]
        mark_read(desk.actor, only_conversation())
        assert unread(desk) == [False]


def test_an_answer_is_held_by_what_was_taken_before_and_read_after_its_writer_looked(desk: Desk) -> None:
    first, second = take(desk, "One", "Two")
    read(desk, second)
    with store_scope(desk.store_id):
        seen = newest_seen(desk)
    read(desk, first)
    with store_scope(desk.store_id):
        with pytest.raises(Overtaken) as held:
            reply(desk.actor, only_conversation(), text="Yes", client_key="a", seen=seen)
        assert [each.text for each in held.value.newer] == ["One"]
        reply(desk.actor, only_conversation(), text="Yes", client_key="a", seen=newest_seen(desk))


def test_the_customer_waits_since_it_was_taken(desk: Desk) -> None:
    with store_scope(desk.store_id):
        arjun = actor_of(make_colleague(desk.shop, "arjun@example.com"))
        reply(arjun, only_conversation(), text="On Friday.", client_key="a")
    first, second = take(desk, "One", "Two")
    read(desk, second, first)
    with store_scope(desk.store_id):
        conversation = only_conversation()
        assert (conversation.state, conversation.waiting_since) == (
            Conversation.State.OPEN,
            first.received_at,
        )
        assert Message.objects.get(text="One").created_at == first.received_at
