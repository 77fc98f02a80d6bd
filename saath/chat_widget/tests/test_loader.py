"""What a page of the shop loads: little, with nothing kept and nothing asked, and only while the shop has a chat."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from saath.chats.actions.settings import switch_chat
from saath.chats.tests.builders import Chat
from saath.stores.tests.builders import TEST
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
MOST_BYTES = 10_000


def test_it_is_light_and_any_page_may_load_it(chat: Chat) -> None:
    answer = Client().get("/chat.js", headers={"host": chat.host, "accept-encoding": "gzip"})
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < MOST_BYTES
    assert b"document.cookie" not in gzip.decompress(answer.content)


def test_it_knows_the_shop_in_every_language(chat: Chat) -> None:
    script = Client().get("/chat.js", headers={"host": chat.host}).content.decode()
    assert f'"frame": "http://{chat.host}/chat/"' in script
    for words in ("Write to us", "हमें लिखिए", "અમને લખજો"):
        assert words.encode("ascii", "backslashreplace").decode() in script


def test_it_sets_no_cookie_and_is_fetched_again_only_where_it_changed(chat: Chat) -> None:
    first = Client().get("/chat.js", headers={"host": chat.host})
    assert not first.cookies
    assert "max-age" in first["Cache-Control"]
    again = Client().get("/chat.js", headers={"host": chat.host, "if-none-match": first["ETag"]})
    assert again.status_code == 304


def test_without_a_chat_there_is_nothing(chat: Chat) -> None:
    with store_scope(chat.store_id):
        switch_chat(TEST, is_on=False)
    for address in ("/chat.js", "/chat/"):
        assert Client().get(address, headers={"host": chat.host}).status_code == 404
