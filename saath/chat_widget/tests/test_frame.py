"""The frame: whose page may show it, in which language, and what its policy lets in."""

from __future__ import annotations

import pytest
from django.test import Client

from saath.chat_widget.views.frame import frame_policy
from saath.chats.models import ChatSettings
from saath.chats.tests.builders import Chat
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Write here"), ("hi", "यहाँ लिखिए"), ("gu", "અહીં લખજો")]
)
def test_it_speaks_the_language_that_is_asked_for(chat: Chat, language: str, words: str) -> None:
    answer = Client().get("/chat/", {"lang": language}, headers={"host": chat.host, "accept-language": "en"})
    assert answer["Content-Language"] == language
    assert f'lang="{language}"' in answer.content.decode()
    assert words in answer.content.decode()
    assert not answer.cookies


def test_a_language_that_we_do_not_speak_is_that_of_the_browser(chat: Chat) -> None:
    answer = Client().get("/chat/", {"lang": "xx"}, headers={"host": chat.host, "accept-language": "gu"})
    assert answer["Content-Language"] == "gu"


def test_only_the_sites_that_the_shop_has_named_may_show_it(chat: Chat) -> None:
    assert (
        "frame-ancestors 'none'"
        in Client().get("/chat/", headers={"host": chat.host})["Content-Security-Policy"]
    )
    with store_scope(chat.store_id):
        ChatSettings.objects.update(sites=["https://shop.example", "https://www.shop.example"])
    policy = Client().get("/chat/", headers={"host": chat.host})["Content-Security-Policy"]
    assert policy.endswith("frame-ancestors https://shop.example https://www.shop.example")


def test_its_policy_runs_our_files_and_shows_pictures_of_the_content_host() -> None:
    policy = frame_policy(["https://shop.example"], files="https://files.example")
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    assert "img-src 'self' data: https://files.example;" in policy
    assert "unsafe" not in policy
