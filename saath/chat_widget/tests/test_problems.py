"""Whatever goes wrong at an address of the API is JSON in the words of who asks, never a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from saath.chat_widget.views import now
from saath.chats.tests.builders import Chat, Widget
from saath.ui.errors import TOO_LARGE

pytestmark = pytest.mark.django_db


def asked(chat: Chat, ask: Callable[[Client, dict[str, str]], Any], **extra: Any) -> dict[str, Any]:
    """Return the problem that a request brings, with its status and headers."""
    client = Client(raise_request_exception=False, **extra)
    answer = ask(client, {"host": chat.host, "accept-language": "gu"})
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert told["status"] == answer.status_code
    assert told["title"]
    assert told["detail"]
    return {**told, "headers": answer.headers}


def test_another_way_of_asking(chat: Chat) -> None:
    told = asked(chat, lambda client, headers: client.put("/chat/v1/messages", headers=headers))
    assert (told["status"], told["headers"]["Allow"]) == (405, "POST")


def test_a_request_that_was_too_large_to_be_taken_in(chat: Chat) -> None:
    told = asked(
        chat, lambda client, headers: client.post("/chat/v1/messages", headers=headers), **{TOO_LARGE: True}
    )
    assert told["status"] == 413


@pytest.mark.parametrize("address", ["messages", "visitors"])
def test_fields_that_are_too_large(chat: Chat, visitor: Widget, address: str) -> None:
    headers = {"authorization": f"Bearer {visitor.token}"}
    told = asked(
        chat,
        lambda client, usual: client.post(
            f"/chat/v1/{address}", {"text": "x" * 3_000_000}, headers={**usual, **headers}
        ),
    )
    assert told["status"] in (400, 413)


def test_an_address_that_is_not_there(chat: Chat) -> None:
    told = asked(chat, lambda client, headers: client.get("/chat/v1/nothing?lang=en", headers=headers))
    assert (told["status"], told["title"]) == (404, "There is nothing at this address")


def test_what_broke_on_our_side(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(now, "availability", lambda *_args, **_named: 1 / 0)
    told = asked(chat, lambda client, headers: client.get("/chat/v1/now", headers=headers))
    assert told["status"] == 500


def test_pages_of_people_stay_pages(chat: Chat) -> None:
    answer = Client().get("/chat/nothing/", headers={"host": chat.host})
    assert (answer.status_code, answer["Content-Type"]) == (404, "text/html; charset=utf-8")
