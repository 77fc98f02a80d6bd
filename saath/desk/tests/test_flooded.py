"""A flood of chat messages: all are there once, who goes too far is told to wait, it rings once, and the desk asks no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from saath.chats.actions.post import post_message
from saath.chats.posts import Post
from saath.chats.queries.visitors import actor_of
from saath.chats.tests.builders import Chat, Widget, make_chat, only_visitor, writing_visitor
from saath.conversations.models import IntakeItem, Message
from saath.conversations.tests.builders import work
from saath.core import ratelimit
from saath.core.tests.push_service import PushService, push_service
from saath.stores.tests.builders import browser_of
from saath.team.tests.test_telling import AWAKE, hears
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.growth, pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
MESSAGES = 2_000
TRIES = 60


@pytest.fixture(autouse=True)
def nobody_has_asked_yet() -> None:
    """Let no test wait for what another one asked: the next shop may bear the same number."""
    ratelimit._memory._counts.clear()


@pytest.fixture
def service(settings: Settings) -> Iterator[PushService]:
    settings.ALLOWED_PRIVATE_HOSTS = ["127.0.0.1"]
    with push_service() as service:
        yield service


@pytest.fixture
def chat() -> Chat:
    return make_chat()


@pytest.fixture
def visitor(chat: Chat) -> Widget:
    return writing_visitor(chat, "The first")


@pytest.fixture
def meera(chat: Chat) -> Client:
    return browser_of(chat.desk.member, chat.desk.shop)


def flood(chat: Chat, first: int, last: int) -> None:
    """Let the one visitor write so many messages, every tenth of them twice under its key."""
    with store_scope(chat.store_id):
        visitor = only_visitor(chat)
        for number in range(first, last):
            post = Post(f"flood-{number:05}", f"Message {number}")
            for _time in range(2 if number % 10 == 0 else 1):
                post_message(actor_of(visitor), visitor, account=chat.settings.account, post=post)


@pytest.mark.timeout(900)
def test_a_conversation_of_thousands_asks_no_more_and_holds_each_message_once(
    chat: Chat, visitor: Widget, meera: Client, statements: Callable[[Client, str], int]
) -> None:
    thread = reverse("desk:thread", args=["now", chat.conversation().public_id])
    flood(chat, 0, 40)
    little = len(meera.get(thread).content)
    flood(chat, 40, MESSAGES)
    with store_scope(chat.store_id):
        texts = Counter(Message.objects.values_list("text", flat=True))
        assert texts == Counter(["The first", *(f"Message {number}" for number in range(MESSAGES))])
        assert IntakeItem.objects.count() == MESSAGES + 1
    assert statements(meera, thread) <= 8
    assert statements(meera, "/desk/now/") <= 6
    assert len(meera.get(thread).content) < 1.1 * little


def test_who_goes_too_far_is_told_in_words_how_long_to_wait_and_loses_nothing(
    chat: Chat, visitor: Widget
) -> None:
    answers = [visitor.write(f"Message {number}", key=f"flood-{number:05}") for number in range(TRIES)]
    refused = [each for each in answers if each.status_code == 429]
    taken = [number for number, each in enumerate(answers) if each.status_code == 201]
    assert len(refused) + len(taken) == TRIES
    assert len(taken) < 20
    for each in refused:
        assert int(each.headers["Retry-After"]) > 0
        assert all(each.json()[part] for part in ("title", "what_is_safe", "what_to_do"))
    with store_scope(chat.store_id):
        kept = Counter(Message.objects.exclude(text="The first").values_list("text", flat=True))
    assert kept == Counter(f"Message {number}" for number in taken)


def test_it_rings_once_however_much_one_writes(chat: Chat, service: PushService) -> None:
    with store_scope(chat.store_id):
        hears(chat.desk.member, AWAKE, service)
    writing_visitor(chat, "The first")
    flood(chat, 0, 50)
    with store_scope(chat.store_id):
        work()
    assert len(service.bodies) == 1
    flood(chat, 50, 60)
    with store_scope(chat.store_id):
        work()
    assert len(service.bodies) == 1
