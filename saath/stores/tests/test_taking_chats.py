"""Everybody says for themselves whether live chats come to them, where the shop has a chat at all."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus

import pytest

from saath.core.errors import Forbidden
from saath.stores import taking_chats
from saath.stores.actions.away import take_chats
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, actor_with, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
PAGE, CHATS = "/settings/away/", "/settings/away/chats/"


@pytest.fixture
def shop() -> Shop:
    return make_shop()


@pytest.fixture
def has_chat() -> Iterator[None]:
    """A shop whose chat is on."""
    before = list(taking_chats._asked)
    taking_chats.ask_whether_it_chats(lambda: True)
    yield
    taking_chats._asked[:] = before


def takes(member: Member) -> bool:
    with store_scope(member.store.pk):
        return Member.objects.get(pk=member.pk).takes_chats


def test_the_choice_is_shown_where_there_is_a_chat(shop: Shop, has_chat: None) -> None:
    browser = browser_of(make_colleague(shop, "arjun@example.com"), shop)
    assert "Take no chats now" in browser.get(PAGE).text
    assert browser.post(CHATS, {"takes": "no"})["Location"] == PAGE
    assert "Take chats again" in browser.get(PAGE).text


def test_a_shop_without_chat_offers_no_choice_about_it(shop: Shop) -> None:
    assert (
        "Take no chats now" not in browser_of(make_colleague(shop, "arjun@example.com"), shop).get(PAGE).text
    )


def test_one_takes_none_and_takes_them_again(shop: Shop) -> None:
    arjun, meera = (make_colleague(shop, f"{name}@example.com") for name in ("arjun", "meera"))
    browser = browser_of(arjun, shop)
    browser.post(CHATS, {"takes": "no"})
    assert (takes(arjun), takes(meera)) == (False, True)
    browser.post(CHATS, {"takes": "yes"})
    assert takes(arjun)


def test_nobody_says_it_for_another(shop: Shop) -> None:
    arjun, owner = (
        make_colleague(shop, "arjun@example.com"),
        make_colleague(shop, "o@example.com", Role.OWNER),
    )
    with store_scope(shop.store.pk), pytest.raises(Forbidden):
        take_chats(actor_with(owner), arjun, is_taking=False)
    assert takes(arjun)


def test_who_answers_nobody_and_who_is_of_another_shop_have_no_say(shop: Shop) -> None:
    reader = make_colleague(shop, "hemal@example.com", Role.READER)
    assert browser_of(reader, shop).post(CHATS, {"takes": "no"}).status_code == HTTPStatus.FORBIDDEN
    stranger = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    assert browser_of(stranger, shop).post(CHATS, {"takes": "no"}).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(None, shop).post(CHATS, {"takes": "no"}).status_code == HTTPStatus.FOUND
    assert takes(reader)
    assert takes(stranger)
