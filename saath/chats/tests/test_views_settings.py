"""The settings of the chat: who may open them, what they refuse, and what becomes of what is saved."""

from __future__ import annotations

from http import HTTPStatus

import pytest
import time_machine

from saath.accounts.models import AuditEntry, AuditKind
from saath.chats.availability import forget_availability
from saath.chats.models import ChatSettings
from saath.chats.tests.presence import desk_open
from saath.chats.tests.test_availability import OPEN
from saath.chats.texts import AWAY, GREETING
from saath.stores.models import Member
from saath.stores.rules import Role
from saath.stores.tests.builders import Shop, browser_of, make_colleague, make_shop
from saath.stores.texts import local_text
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
PAGE = "/settings/chat/"
DEEDS = ("sites", "look", "limits")
WORDS = {f"{part}_{code}": "" for part in ("greeting", "away") for code in ("en", "hi", "gu")}


@pytest.fixture
def shop() -> Shop:
    shop = make_shop()
    Domain.objects.create(store=shop.store, purpose=Domain.Purpose.SHOPPER, host="help.paanch.test")
    return shop


@pytest.fixture
def owner(shop: Shop) -> Member:
    return make_colleague(shop, "meera@example.com", Role.OWNER)


def saved(shop: Shop) -> ChatSettings | None:
    with store_scope(shop.store.pk):
        return ChatSettings.objects.first()


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.OWNER, HTTPStatus.OK),
        (Role.MANAGER, HTTPStatus.OK),
        (Role.MEMBER, HTTPStatus.FORBIDDEN),
        (Role.READER, HTTPStatus.FORBIDDEN),
    ],
)
def test_who_sets_up_the_shop_sets_up_its_chat(shop: Shop, role: Role, expected: HTTPStatus) -> None:
    browser = browser_of(make_colleague(shop, f"{role}@example.com", role), shop)
    assert browser.get(PAGE).status_code == expected
    if expected != HTTPStatus.OK:
        assert {browser.post(f"{PAGE}{deed}/").status_code for deed in DEEDS} == {expected}
        assert saved(shop) is None


def test_strangers_find_nothing_and_change_nothing(shop: Shop) -> None:
    stranger = make_colleague(make_shop("khadi", "Khadi Ghar"), "asha@example.com", Role.OWNER)
    browser = browser_of(stranger, shop)
    assert browser.get(PAGE).status_code == HTTPStatus.NOT_FOUND
    assert {browser.post(f"{PAGE}{deed}/").status_code for deed in DEEDS} == {HTTPStatus.NOT_FOUND}
    assert browser_of(None, shop).post(f"{PAGE}sites/").status_code == HTTPStatus.FOUND
    assert saved(shop) is None


def test_looking_at_the_page_makes_no_chat(shop: Shop, owner: Member) -> None:
    page = browser_of(owner, shop).get(PAGE).text
    assert "The chat is off" in page
    assert "&lt;script async src=&quot;http://help.paanch.test/chat.js&quot;&gt;&lt;/script&gt;" in page
    assert saved(shop) is None


def test_sites_are_kept_as_origins_and_the_chat_goes_on(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    answer = browser.post(f"{PAGE}sites/", {"is_on": "on", "sites": "www.shop.in/\nhttps://shop.in/pillows"})
    assert answer["Location"] == f"{PAGE}#sites"
    settings = saved(shop)
    assert settings is not None
    assert (settings.is_on, settings.sites) == (True, ["https://www.shop.in", "https://shop.in"])
    assert "http://help.paanch.test/chat/?lang=gu" in browser.get(PAGE).text
    assert AuditEntry.objects.filter(kind=AuditKind.SETTINGS_CHANGED, store=shop.store).exists()
    browser.post(f"{PAGE}sites/", {"sites": "https://shop.in"})
    settings = saved(shop)
    assert settings is not None
    assert (settings.is_on, settings.sites) == (False, ["https://shop.in"])


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"is_on": "on", "sites": ""}, "Name the site on which the chat is to be shown."),
        ({"is_on": "on", "sites": "http://shop.in"}, "http://shop.in is not safe"),
        ({"sites": "https://*.shop.in"}, "is no address of a site"),
        ({"sites": "https://shop.in;script-src"}, "is no address of a site"),
    ],
)
def test_what_is_no_site_is_refused_where_it_was_written(
    shop: Shop, owner: Member, given: dict[str, str], words: str
) -> None:
    answer = browser_of(owner, shop).post(f"{PAGE}sites/", given)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert words in answer.text
    assert given["sites"] in answer.text
    assert saved(shop) is None


def test_a_colour_on_which_words_cannot_be_read_is_refused_with_one_that_works(
    shop: Shop, owner: Member
) -> None:
    browser = browser_of(owner, shop)
    answer = browser.post(f"{PAGE}look/", {"colour": "#ffcc00", **WORDS})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "White words are hard to read on #ffcc00" in answer.text
    browser.post(f"{PAGE}look/", {"colour": "#A3195B", **WORDS})
    settings = saved(shop)
    assert settings is not None
    assert settings.colour == "#a3195b"
    browser.post(f"{PAGE}look/", {"colour": shop.store.colour, **WORDS})
    settings = saved(shop)
    assert settings is not None
    assert settings.colour == ""


def test_words_are_kept_by_language_and_an_empty_one_is_ours(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    own = {**WORDS, "greeting_en": "Ask us about pillows", "greeting_gu": "તકિયા વિશે પૂછો"}
    browser.post(f"{PAGE}look/", {"colour": shop.store.colour, **own})
    with store_scope(shop.store.pk):
        greeting, away = local_text(shop.store, GREETING), local_text(shop.store, AWAY)
    assert greeting.versions["en"] == "Ask us about pillows"
    assert greeting.versions["gu"] == "તકિયા વિશે પૂછો"
    assert greeting.versions["hi"] == GREETING.ours.versions["hi"]
    assert away == AWAY.ours
    assert "તકિયા વિશે પૂછો" in browser.get(PAGE).text
    browser.post(f"{PAGE}look/", {"colour": shop.store.colour, **WORDS})
    with store_scope(shop.store.pk):
        assert local_text(shop.store, GREETING) == GREETING.ours


def test_limits_are_kept_and_impossible_ones_refused(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    browser.post(f"{PAGE}limits/", {"chats_each": "2", "longest_wait_seconds": "600"})
    settings = saved(shop)
    assert settings is not None
    assert (settings.chats_each, settings.longest_wait_seconds) == (2, 600)
    for wrong in ({"chats_each": "0"}, {"chats_each": "21"}, {"longest_wait_seconds": "1"}):
        given = {"chats_each": "2", "longest_wait_seconds": "600", **wrong}
        answer = browser.post(f"{PAGE}limits/", given)
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert saved(shop) == settings


def test_the_page_says_how_it_stands(shop: Shop, owner: Member) -> None:
    browser = browser_of(owner, shop)
    with time_machine.travel(OPEN, tick=False):
        browser.force_login(owner.person)
        browser.post(f"{PAGE}sites/", {"is_on": "on", "sites": "https://shop.in"})
        assert "Nobody who takes chats has the desk open" in browser.get(PAGE).text
        with desk_open(owner):
            assert "Visitors see now that somebody is there." in browser.get(PAGE).text
        forget_availability()
