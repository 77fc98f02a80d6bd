"""The page of automatic messages: who may open it, what it refuses, and what it shows."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from saath.chats.models import Opener
from saath.chats.opener_rules import MOST_OPENERS
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
PAGE = "/settings/chat/messages/"
WORDS = {"words_en": "Stuck here?", "words_hi": "", "words_gu": ""}
RULE = {"path": "/checkout", "kind": "stuck", "seconds": "45", "is_on": "on", **WORDS}


@pytest.fixture
def shop() -> Shop:
    return make_shop()


def rules(shop: Shop) -> list[Opener]:
    with store_scope(shop.store.pk):
        return list(Opener.objects.order_by("number"))


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.OWNER, HTTPStatus.OK), (Role.MANAGER, HTTPStatus.OK), (Role.MEMBER, HTTPStatus.FORBIDDEN)],
)
def test_who_sets_up_the_shop_writes_them(shop: Shop, role: Role, expected: HTTPStatus) -> None:
    browser = browser_of(make_colleague(shop, f"{role}@example.com", role), shop)
    assert browser.get(PAGE).status_code == expected
    if expected == HTTPStatus.FORBIDDEN:
        assert browser.post(f"{PAGE}new/", RULE).status_code == expected
        assert rules(shop) == []


def test_a_message_is_written_changed_and_removed(shop: Shop) -> None:
    browser = browser_of(make_colleague(shop, "meera@example.com", Role.OWNER), shop)
    assert browser.post(f"{PAGE}new/", RULE)["Location"] == PAGE
    [rule] = rules(shop)
    assert (rule.path, rule.kind, rule.seconds, rule.is_on) == ("/checkout", "stuck", 45, True)
    page = browser.get(PAGE).text
    assert "Stuck here?" in page
    assert "Shown 0, opened 0, written 0" in page
    browser.post(f"{PAGE}{rule.public_id}/", RULE | {"path": "pillows/*", "is_on": ""})
    [rule] = rules(shop)
    assert (rule.path, rule.is_on) == ("/pillows/*", False)
    browser.post(f"{PAGE}{rule.public_id}/remove/")
    assert rules(shop) == []


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"path": "/a b"}, "is no path of a page"),
        ({"seconds": "1"}, "greater than or equal to 5"),
        ({"words_en": "a" * 200}, "at most 140"),
    ],
)
def test_what_cannot_be_is_said_where_it_was_written(shop: Shop, wrong: dict[str, str], words: str) -> None:
    browser = browser_of(make_colleague(shop, "meera@example.com", Role.OWNER), shop)
    answer = browser.post(f"{PAGE}new/", RULE | wrong)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.text
    assert rules(shop) == []


def test_there_are_five_and_no_more(shop: Shop) -> None:
    browser = browser_of(make_colleague(shop, "meera@example.com", Role.OWNER), shop)
    for _ in range(MOST_OPENERS):
        browser.post(f"{PAGE}new/", RULE)
    assert "There are 5 messages" in browser.get(PAGE).text
    assert browser.post(f"{PAGE}new/", RULE).status_code == HTTPStatus.BAD_REQUEST
    assert len(rules(shop)) == MOST_OPENERS


def test_strangers_find_nothing(shop: Shop) -> None:
    owner = browser_of(make_colleague(shop, "meera@example.com", Role.OWNER), shop)
    owner.post(f"{PAGE}new/", RULE)
    [rule] = rules(shop)
    other = make_shop("khadi", "Khadi Ghar")
    stranger = browser_of(make_colleague(other, "asha@example.com", Role.OWNER), other)
    assert stranger.post(f"{PAGE}{rule.public_id}/remove/").status_code == HTTPStatus.NOT_FOUND
    assert len(rules(shop)) == 1
