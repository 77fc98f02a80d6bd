"""Who has read up to where, the mark "new", and the part of a thread around one message."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.conversations.actions.reading import mark_read, mark_unread
from saath.conversations.actions.reply import add_note, reply
from saath.conversations.models import Conversation, Message, Reading
from saath.conversations.queries.inbox import list_conversations
from saath.conversations.queries.thread import PAGE, thread_page
from saath.conversations.queries.thread_around import HALF, newer_page, thread_around
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.errors import BadInput, NotFound
from saath.stores.queries import actor_of
from saath.stores.tests.builders import make_colleague
from saath.tenancy.actor import Actor
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    found = make_desk()
    arrive(mail())
    return found


@pytest.fixture
def arjun(desk: Desk) -> Actor:
    return actor_of(make_colleague(desk.shop, "arjun@example.com"))


def is_unread(actor: Actor, conversation: Conversation) -> bool:
    (row,) = list_conversations(actor, [conversation.pk])
    return row.is_unread


def test_reading_reaches_what_was_shown_and_never_goes_back(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        first = Message.objects.get()
        note = add_note(desk.actor, conversation, text="Look at this", client_key="n")
        mark_read(arjun, conversation, up_to=note.public_id)
        mark_read(arjun, conversation, up_to=first.public_id)
        (reading,) = thread_page(desk.actor, conversation).readings
        assert (reading.name, reading.message_id) == (arjun.label, note.pk)
        assert thread_page(arjun, conversation).readings == ()
        assert thread_page(arjun, conversation).seen_to == note.pk


def test_the_mark_comes_back_before_the_customers_newest_words(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id):
        conversation = only_conversation()
        first = Message.objects.get()
        reply(desk.actor, conversation, text="Kal tak", client_key="a")
        conversation = only_conversation()
        mark_read(arjun, conversation)
        at = Reading.objects.get().read_at
        assert not is_unread(arjun, conversation)
        mark_unread(arjun, conversation)
        reading = Reading.objects.get()
        assert (reading.last_message_id, reading.read_at) == (first.pk - 1, at)
        assert is_unread(arjun, conversation)


def test_a_message_of_another_conversation_is_not_read(desk: Desk, arjun: Actor) -> None:
    with store_scope(desk.store_id), pytest.raises(NotFound):
        mark_read(arjun, only_conversation(), up_to=uuid4())


@pytest.fixture
def long(desk: Desk) -> Conversation:
    """Return a conversation of three pages and more."""
    with store_scope(desk.store_id):
        for number in range(3 * PAGE):
            add_note(desk.actor, only_conversation(), text=f"Note {number}", client_key=str(number))
        return only_conversation()


def test_a_message_far_up_is_shown_with_what_is_around_it(desk: Desk, long: Conversation) -> None:
    with store_scope(desk.store_id):
        every = list(Message.objects.order_by("id"))
        page = thread_around(desk.actor, long, every[40].public_id)
        assert [each.id for each in page.messages] == [each.pk for each in every[41 - HALF : 41 + HALF]]
        assert (page.is_newest, bool(page.next_cursor)) == (False, True)
        newer = newer_page(desk.actor, long, cursor=page.newer_cursor)
        assert newer.messages[0].id == every[41 + HALF].pk
        rest = newer_page(desk.actor, long, cursor=newer.newer_cursor)
        assert (rest.messages[-1].id, rest.newer_cursor, rest.is_newest) == (every[-1].pk, "", True)


def test_a_message_near_the_end_is_in_the_newest_part(desk: Desk, long: Conversation) -> None:
    with store_scope(desk.store_id):
        near = Message.objects.order_by("-id")[HALF]
        page = thread_around(desk.actor, long, near.public_id)
        assert page.is_newest
        assert near.pk in [each.id for each in page.messages]


def test_the_place_of_a_message_costs_the_same_anywhere(desk: Desk, long: Conversation) -> None:
    counts = []
    with store_scope(desk.store_id):
        for message in Message.objects.order_by("id")[5 : 2 * PAGE : PAGE]:
            with CaptureQueriesContext(connection) as captured:
                thread_around(desk.actor, long, message.public_id)
            counts.append(len(captured.captured_queries))
    assert len(set(counts)) == 1
    assert counts[0] <= 6


def test_places_are_of_one_conversation_and_of_this_shop(desk: Desk, long: Conversation) -> None:
    arrive(mail("Another", sender="asha@example.in", subject="Another"))
    with store_scope(desk.store_id):
        other = Conversation.objects.exclude(pk=long.pk).get()
        inside = Message.objects.filter(conversation=long).order_by("id")[40]
        page = thread_around(desk.actor, long, inside.public_id)
        with pytest.raises(NotFound):
            thread_around(desk.actor, other, inside.public_id)
        with pytest.raises(BadInput):
            newer_page(desk.actor, other, cursor=page.newer_cursor)
