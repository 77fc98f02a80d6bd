"""The chat of the demo: a page of the shop to write from, and chats that are there already."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from saath.chats.actions.presenting import place_chat
from saath.chats.models import ChatSettings
from saath.chats.tests.builders import Chat, make_chat
from saath.conversations.models import Conversation
from saath.demo.chatting import chat as play_chats
from saath.demo.chatting import open_chat
from saath.demo.moving import move
from saath.demo.shop import DEMO, hosts_at
from saath.demo.team import MEERA
from saath.stores.queries import actor_of
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
NOW = datetime(2037, 11, 23, 5, 30, tzinfo=UTC)


@pytest.fixture
def chat(tmp_path: Path, settings: Settings) -> Chat:
    settings.DATA_DIR = tmp_path
    return make_chat()


@pytest.fixture
def is_demo(chat: Chat, tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("filled")


def page(host: str, language: str = "") -> Client:
    return Client(headers={"host": host, "accept-language": language or "en"})


@pytest.mark.usefixtures("is_demo")
@pytest.mark.parametrize(
    ("language", "name"), [("en", "Paanch Takiye"), ("hi", "पाँच तकिये"), ("gu", "પાંચ તકિયા")]
)
def test_the_shops_page_shows_the_chat_in_each_language(chat: Chat, language: str, name: str) -> None:
    shown = page(chat.host).get("/shop/", {"lang": language})
    text = shown.content.decode()
    assert f"<b>{name}</b>" in text
    assert f'<script async src="/chat.js" data-language="{language}"></script>' in text
    assert "₹700" in text
    assert "unsafe" not in shown["Content-Security-Policy"]
    assert shown["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")


def test_no_other_shop_has_such_a_page(chat: Chat, tmp_path: Path) -> None:
    assert page(chat.host).get("/shop/").status_code == HTTPStatus.NOT_FOUND
    (tmp_path / "demo").write_text("filled")
    beside = make_chat("other", "hello@other.test")
    assert page(beside.host).get("/shop/").status_code == HTTPStatus.NOT_FOUND


@pytest.mark.usefixtures("is_demo")
@pytest.mark.urls("config.urls.staff")
def test_the_desk_leads_to_it(chat: Chat) -> None:
    Domain.objects.filter(store=chat.desk.shop.store, purpose="shopper").update(host="127.0.0.1:8001")
    for role in (Role.OWNER, Role.READER):
        browser = browser_of(make_colleague(chat.desk.shop, f"{role}@example.com", role), chat.desk.shop)
        assert browser.get(reverse("demo:shop"))["Location"].startswith("http://127.0.0.1:8001/shop/?lang=")
    outsider = make_chat("other", "hello@other.test")
    browser = browser_of(outsider.desk.member, chat.desk.shop)
    assert browser.get(reverse("demo:shop")).status_code == HTTPStatus.NOT_FOUND


def test_one_chat_waits_and_one_is_answered(chat: Chat) -> None:
    with store_scope(chat.store_id):
        open_chat(
            actor_of(make_colleague(chat.desk.shop, "owns@example.com", Role.OWNER)), host="127.0.0.1:8001"
        )
        play_chats({MEERA.key: chat.desk.member}, host="127.0.0.1:8001", now=NOW)
        answered, waits = Conversation.objects.order_by("id")
        assert (answered.state, answered.assignee_id) == ("pending", chat.desk.member.pk)
        assert (waits.state, waits.assignee_id) == ("open", None)


def test_the_chat_moves_with_the_ports(chat: Chat) -> None:
    Domain.objects.filter(store=chat.desk.shop.store, purpose="shopper").update(host="127.0.0.1:8001")
    with store_scope(chat.store_id):
        place_chat(DEMO, is_on=True, sites=["http://127.0.0.1:8001", "https://shop.example"])
    move(DEMO, hosts=hosts_at(9000))
    with store_scope(chat.store_id):
        assert ChatSettings.objects.get().sites == ["http://127.0.0.1:9001", "https://shop.example"]
