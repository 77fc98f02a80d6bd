"""What the chat asks the database, the transactions' own words left out: the same however much was said before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saath.chats.tests.builders import Chat, Widget, writing_visitor
from saath.conversations.actions.reply import reply
from saath.conversations.queries.conversations import get_conversation
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
OWN_WORDS = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "PRAGMA")
# Writing to the search takes two statements more on SQLite.
INDEXING = {"postgresql": 1, "sqlite": 3}
# While the shop is open, colleagues whom it concerns hear of it at once: their wishes, the shop's hours, who works here.
TELLING = 6
# Which order it is about is guessed anew.
GUESSING = 1
# Clocks: what is promised, those that run, one that begins; those that an answer stops are read, and stopped together.
CLOCKS_BEGIN = 3
CLOCKS_STOP = 2
OPEN = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)


def statements(run: Callable[[], object]) -> int:
    """Return how many statements a piece of work takes."""
    with CaptureQueriesContext(connection) as captured:
        run()
    return sum(not query["sql"].startswith(OWN_WORDS) for query in captured.captured_queries)


def answer(chat: Chat, *numbers: int) -> None:
    with store_scope(chat.store_id):
        conversation = get_conversation(chat.desk.actor, chat.conversation().public_id)
        for number in numbers:
            reply(chat.desk.actor, conversation, text=f"Answer {number}", client_key=f"a{number}")


def after_little_and_much(chat: Chat, run: Callable[[], object]) -> tuple[int, int]:
    """Return what a piece of work takes once a page of answers is there, and three of them."""
    answer(chat, *range(31))
    run()
    answer(chat, 31)
    little = statements(run)
    answer(chat, *range(32, 95))
    return little, statements(run)


@time_machine.travel(OPEN)
def test_writing(chat: Chat) -> None:
    visitor = writing_visitor(chat)
    little, much = after_little_and_much(chat, lambda: visitor.write("And then?"))
    assert little == much
    assert much <= 19 + INDEXING[connection.vendor] + TELLING + GUESSING + CLOCKS_BEGIN


def test_reading(chat: Chat, visitor: Widget) -> None:
    little, much = after_little_and_much(chat, visitor.read)
    assert little == much <= 6


def test_reading_to_the_beginning(chat: Chat, visitor: Widget) -> None:
    assert statements(visitor.read) <= 7


def test_answering(chat: Chat, visitor: Widget) -> None:
    answer(chat, 0)
    with store_scope(chat.store_id):
        conversation = get_conversation(chat.desk.actor, chat.conversation().public_id)
        count = statements(lambda: reply(chat.desk.actor, conversation, text="Aaj hi", client_key="second"))
    # The last are the look, in ten minutes, whether it was missed, and which apps are told.
    assert count <= 8 + INDEXING[connection.vendor] + CLOCKS_STOP
