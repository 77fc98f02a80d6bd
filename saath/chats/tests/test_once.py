"""A message is there once: however often it is posted, by how many at once, and whoever is killed over it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

from saath.chats.tests.builders import Chat, Widget, make_chat, only_visitor, writing_visitor
from saath.conversations.models import Conversation, IntakeItem, Message
from saath.tenancy.scope import store_scope
from saath.timeline.models import Event

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 4
PATIENCE_SECONDS = 120


def counts(chat: Chat, key: str, text: str) -> tuple[int, int, int]:
    """Return how many rows of the ledger, messages and events of one post there are."""
    with store_scope(chat.store_id):
        items = IntakeItem.objects.filter(delivery_key__endswith=key)
        messages = Message.objects.filter(text=text)
        named = [str(each) for each in messages.values_list("public_id", flat=True)]
        said = Event.objects.filter(kind="chat.said", refs__message__in=named)
        return items.count(), messages.count(), said.count()


def at_once(calls: list[Any]) -> list[Any]:
    """Make calls on threads of their own that begin together."""
    together = Barrier(len(calls))

    def run(call: Any) -> Any:
        try:
            together.wait()
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def test_two_repeats_at_once_are_one_message(chat: Chat, visitor: Widget) -> None:
    for number in range(ROUNDS):
        key, text = f"round-{number:04}", f"Round {number}"
        again = Widget(chat.host, visitor.token)
        answers = at_once([lambda: visitor.write(text, key=key), lambda: again.write(text, key=key)])  # noqa: B023
        assert sorted(each.status_code for each in answers) == [200, 201]
        assert answers[0].json() == answers[1].json()
        assert counts(chat, key, text) == (1, 1, 1)


def test_two_first_messages_at_once_open_one_conversation() -> None:
    chat = make_chat()
    for number in range(ROUNDS):
        one = Widget(chat.host)
        one.begin()
        other = Widget(chat.host, one.token)
        answers = at_once([lambda: one.write("Namaste"), lambda: other.write("Kab aayega?")])  # noqa: B023
        assert [each.status_code for each in answers] == [201, 201]
        with store_scope(chat.store_id):
            assert Conversation.objects.count() == number + 1
            assert Conversation.objects.latest("pk").message_count == 2


@pytest.mark.parametrize(("point", "left"), [("post_before_commit", 0), ("post_after_commit", 1)])
def test_a_process_that_dies_leaves_all_of_a_message_or_nothing(point: str, left: int) -> None:
    chat = make_chat()
    visitor = writing_visitor(chat)
    key, text = "key-of-the-killed", "Did it arrive?"
    assert posted_by_a_process(visitor, key, text, faults=point).returncode == -signal.SIGKILL
    assert counts(chat, key, text) == (left, left, left)
    again = posted_by_a_process(visitor, key, text)
    assert again.stdout.split()[-1] == ("200" if left else "201")
    assert counts(chat, key, text) == (1, 1, 1)
    assert next(each["text"] for each in visitor.read().json()["messages"]) == text
    assert only_visitor(chat).blocked_at is None


def posted_by_a_process(
    visitor: Widget, key: str, text: str, *, faults: str = ""
) -> subprocess.CompletedProcess[str]:
    """Post in a process of its own, which dies at the fault points that are named."""
    name = str(connection.settings_dict["NAME"])
    command = [sys.executable, "-m", "saath.chats.tests.posting_process"]
    return subprocess.run(  # our own module
        [*command, name, visitor.host, visitor.token, key, text],
        env=os.environ | {"SAATH_FAULTS": faults},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
