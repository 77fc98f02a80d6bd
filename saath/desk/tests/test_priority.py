"""How urgent a conversation is, on the desk's pages: who may say so, where it stands, and the way back."""

from __future__ import annotations

import json

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from saath.conversations.models import Conversation
from saath.conversations.tests.builders import Desk, make_desk, only_conversation
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
HTMX = {"HX-Request": "true", "HX-Target": "thread"}


def post(browser: Client, conversation: Conversation, name: str = "priority", **fields: str) -> HttpResponse:
    address = reverse(f"desk:{name}", args=[conversation.public_id])
    return browser.post(address, fields, headers=HTMX)  # type: ignore[return-value]


def now_called(desk: Desk) -> str:
    with store_scope(desk.store_id):
        return only_conversation().priority


def text(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def test_a_colleague_calls_it_urgent_and_takes_that_back(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    assert "chip rank" not in text(colleague, "/desk/now/")
    answer = post(colleague, conversation, priority="urgent")
    assert "called it urgent" in answer.content.decode()
    assert 'class="chip rank hurry"' in answer.content.decode()
    assert 'class="chip rank hurry"' in text(colleague, "/desk/now/")
    toast = json.loads(answer["HX-Trigger"])["toast"]
    assert toast["text"] == "Priority: Urgent"
    colleague.post(toast["undoUrl"], headers=HTMX)
    assert now_called(desk) == "normal"
    assert "HX-Trigger" not in post(colleague, conversation, priority="normal")


def test_beside_the_conversation_stands_what_it_is(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    beside = post(colleague, conversation, priority="high", beside="1").content.decode()
    assert 'id="rank"' in beside
    assert 'value="high" aria-pressed="true"' in beside
    without = colleague.post(
        reverse("desk:priority", args=[conversation.public_id]), {"priority": "normal", "beside": "1"}
    )
    assert without.status_code == 302
    assert now_called(desk) == "normal"


def test_what_is_no_priority_is_refused_in_words(
    colleague: Client, desk: Desk, conversation: Conversation
) -> None:
    assert "There is no such priority." in post(colleague, conversation, priority="huge").content.decode()
    assert now_called(desk) == "normal"


def test_many_are_called_urgent_at_once(colleague: Client, desk: Desk, conversation: Conversation) -> None:
    many = reverse("desk:many", args=["now"])
    sent = {"c": str(conversation.public_id), "do": "prioritize:urgent"}
    swept = colleague.post(many, sent, follow=True)
    assert "1 are now “Urgent”" in swept.content.decode()
    assert now_called(desk) == "urgent"


def test_lists_and_views_know_it(colleague: Client, conversation: Conversation) -> None:
    post(colleague, conversation, priority="high")
    assert conversation.subject in text(colleague, "/desk/now/?priority=raised")
    assert str(conversation.public_id) not in text(colleague, "/desk/now/?priority=urgent")


def test_who_reads_sees_it_and_sets_none_and_nobody_else_comes_near(
    desk: Desk, conversation: Conversation
) -> None:
    reader = browser_of(make_colleague(desk.shop, "reads@example.com", Role.READER), desk.shop)
    outsider = browser_of(None, desk.shop)
    for name in ("priority", "undo_priority"):
        assert post(reader, conversation, name, priority="urgent").status_code == 403, name
        assert post(outsider, conversation, name, priority="urgent").status_code in (302, 401), name
    assert now_called(desk) == "normal"
    side = text(reader, reverse("desk:customer", args=["now", conversation.public_id]))
    assert "Priority" in side
    assert "aria-pressed" not in side


def test_another_shops_owner_finds_no_such_conversation(desk: Desk, conversation: Conversation) -> None:
    other = make_desk("ek-jhoola", "hello@jhoola.test", "rival@example.com")
    rival = browser_of(make_colleague(other.shop, "boss@example.com", Role.OWNER), other.shop)
    assert post(rival, conversation, priority="urgent").status_code == 404
    assert now_called(desk) == "normal"
