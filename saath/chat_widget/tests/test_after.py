"""After it was called solved: whether it is sorted, and how it was; asked once, and nobody is pressed."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from saath.chats.tests.builders import Chat, Widget, writing_visitor
from saath.conversations.actions.reply import reply
from saath.conversations.actions.triage import solve_conversation
from saath.conversations.models import Conversation, Message, Rating, Solution
from saath.conversations.tests.builders import sent_mails, work
from saath.stores.actions.settings import set_after_solving
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.fixture
def solved(chat: Chat, visitor: Widget) -> Widget:
    with store_scope(chat.store_id):
        conversation = Conversation.objects.get()
        reply(chat.desk.actor, conversation, text="It comes tomorrow.", client_key="k", solve=True)
    return visitor


def standing(widget: Widget) -> tuple[str, bool, int | None]:
    found = widget.read().json()["conversation"]
    return found["state"], found["asks_if_sorted"], found["rating"]


def say(widget: Widget, is_sorted: Any, *, words: str = "", key: str = "a-key-of-the-widget") -> int:
    said = widget.send("sorted", {"is_sorted": is_sorted, "words": words, "key": key})
    return int(said.status_code)


def rate(widget: Widget, stars: Any, words: str = "") -> int:
    return int(widget.send("rating", {"stars": stars, "words": words}).status_code)


def test_who_was_answered_is_asked_in_the_chat_and_not_by_mail(chat: Chat, solved: Widget) -> None:
    assert standing(solved) == ("solved", True, None)
    work()
    assert sent_mails() == []
    with store_scope(chat.store_id):
        assert not Message.objects.filter(is_automatic=True).exists()


def test_yes_is_taken_once_and_ends_the_question(chat: Chat, solved: Widget) -> None:
    for _press in range(2):
        assert say(solved, True) == HTTPStatus.OK
    assert standing(solved) == ("solved", False, None)
    with store_scope(chat.store_id):
        assert Solution.objects.get().confirmed_at is not None


def test_not_yet_goes_on_with_their_words_once(chat: Chat, solved: Widget) -> None:
    for _press in range(2):
        assert say(solved, False, words="It was empty") == HTTPStatus.OK
    assert standing(solved) == ("open", False, None)
    messages = [each["text"] for each in solved.read().json()["messages"]]
    assert messages.count("It was empty") == 1
    assert chat.conversation().state == Conversation.State.OPEN


def test_not_yet_may_be_said_of_each_solution(chat: Chat, solved: Widget) -> None:
    say(solved, False, words="It was empty")
    with store_scope(chat.store_id):
        solve_conversation(chat.desk.actor, Conversation.objects.get())
    say(solved, False, words="It is empty again")
    messages = [each["text"] for each in solved.read().json()["messages"]]
    assert (messages.count("It was empty"), messages.count("It is empty again")) == (1, 1)


def test_who_has_rated_is_not_asked_again(solved: Widget) -> None:
    assert solved.read().json()["conversation"]["asks_rating"] is True
    rate(solved, 4)
    assert solved.read().json()["conversation"]["asks_rating"] is False


def test_a_rating_is_kept_and_the_last_word_counts(chat: Chat, solved: Widget) -> None:
    assert rate(solved, 2, "slow") == HTTPStatus.OK
    assert rate(solved, 5, "but kind") == HTTPStatus.OK
    assert standing(solved) == ("solved", True, 5)
    with store_scope(chat.store_id):
        assert Rating.objects.get().words == "but kind"


@pytest.mark.parametrize("stars", [None, 0, 6, "5", True, 4.5])
def test_no_other_rating_is_taken(chat: Chat, solved: Widget, stars: Any) -> None:
    assert rate(solved, stars) == HTTPStatus.BAD_REQUEST
    with store_scope(chat.store_id):
        assert not Rating.objects.exists()


@pytest.mark.parametrize("said", [None, "yes", 1])
def test_no_other_word_is_taken_for_yes(solved: Widget, said: Any) -> None:
    assert say(solved, said) == HTTPStatus.BAD_REQUEST


def test_what_is_not_solved_is_neither_sorted_nor_rated(visitor: Widget) -> None:
    assert standing(visitor) == ("open", False, None)
    assert (say(visitor, True), rate(visitor, 5)) == (HTTPStatus.CONFLICT, HTTPStatus.CONFLICT)


def test_nobody_says_it_for_somebody_else(chat: Chat, solved: Widget) -> None:
    other = Widget(chat.host)
    other.begin()
    assert (say(other, False), rate(other, 1)) == (HTTPStatus.CONFLICT, HTTPStatus.CONFLICT)
    assert (say(Widget(chat.host), True), rate(Widget(chat.host), 1)) == (401, 401)
    assert standing(solved) == ("solved", True, None)


def test_who_was_not_answered_is_not_asked(chat: Chat) -> None:
    widget = writing_visitor(chat)
    with store_scope(chat.store_id):
        solve_conversation(chat.desk.actor, Conversation.objects.get())
    assert standing(widget) == ("solved", False, None)


def test_a_shop_that_does_not_ask_asks_nobody(chat: Chat, solved: Widget) -> None:
    with store_scope(chat.store_id):
        set_after_solving(TEST, asks=False, follow_up_after_days=14)
    assert standing(solved) == ("solved", False, None)
