"""The page on which a customer says whether it is sorted: for who has the link, and a look at it says nothing."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
import time_machine
from django.test import Client

from saath.conversations.actions.accounts import trust_server
from saath.conversations.actions.reply import reply
from saath.conversations.models import Conversation, Message, Solution
from saath.conversations.solving.links import links_of
from saath.conversations.tests.builders import Desk, arrive, mail, make_desk, only_conversation
from saath.core.clock import now
from saath.portal.pages import TRIES_AN_HOUR
from saath.stores.actions.texts import word_text
from saath.stores.shop_name import SHOP_NAME
from saath.stores.tests.builders import TEST, browser_of
from saath.tenancy.models import Domain
from saath.tenancy.scope import store_scope

pytestmark = pytest.mark.django_db
HOST = "help.paanch.test"
PROVED = "mx.paanch.test; dmarc=pass header.from=example.in"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


@pytest.fixture
def links(desk: Desk) -> dict[str, str]:
    return asked(desk, "Where is my parcel? I ordered it last week.")


def asked(desk: Desk, words: str) -> dict[str, str]:
    """Let somebody ask and be answered, and return the links that they got."""
    Domain.objects.create(store=desk.shop.store, purpose=Domain.Purpose.SHOPPER, host=HOST)
    with store_scope(desk.store_id):
        trust_server(TEST, desk.account, authserv_ids="mx.paanch.test", is_behind_server=True)
    arrive(mail(words, headers={"Authentication-Results": PROVED}))
    with store_scope(desk.store_id):
        reply(desk.actor, only_conversation(), text="It comes tomorrow.", client_key="k", solve=True)
        return {name: path_of(link) for name, link in links_of(Solution.objects.get()).items()}


def path_of(link: str) -> str:
    parts = urlsplit(link)
    return f"{parts.path}?{parts.query}"


def customer(host: str = HOST) -> Client:
    return Client(headers={"host": host}, enforce_csrf_checks=True)


def test_an_address_that_leads_nowhere_is_said_by_the_shop_in_the_language_of_the_page(desk: Desk) -> None:
    asked(desk, "Where is my parcel? I ordered it last week.")
    with store_scope(desk.store_id):
        for language, name in (("en", "Five Pillows"), ("gu", "પાંચ તકિયા")):
            word_text(TEST, SHOP_NAME, language=language, text=name)
    page = customer().get("/nowhere/", headers={"accept-language": "gu"})
    assert page.status_code == HTTPStatus.NOT_FOUND
    assert '<b class="t5">પાંચ તકિયા</b>' in page.content.decode()


def facts(desk: Desk) -> tuple[str, bool, bool]:
    with store_scope(desk.store_id):
        conversation, solution = only_conversation(), Solution.objects.get()
        return conversation.state, solution.confirmed_at is not None, solution.reopened_at is not None


def test_opening_a_link_records_nothing_and_shows_its_answer_chosen(
    desk: Desk, links: dict[str, str]
) -> None:
    before = facts(desk)
    for name, link in links.items():
        page = customer().get(link)
        assert page.status_code == HTTPStatus.OK
        chosen = 'value="yes" checked' if name == "yes" else 'value="not-yet" checked'
        assert chosen in page.content.decode()
        assert page.content.decode().count(" checked") == 1
        assert customer().head(link).status_code == HTTPStatus.OK
    assert facts(desk) == before == (Conversation.State.SOLVED, False, False)


def test_one_press_says_that_it_is_sorted(desk: Desk, links: dict[str, str]) -> None:
    answered = customer().post(links["yes"], {"is": "yes"}, follow=True)
    assert "Thank you for telling us" in answered.content.decode()
    assert facts(desk) == (Conversation.State.SOLVED, True, False)
    assert "You may still change your mind" in customer().get(links["yes"]).content.decode()


def test_not_yet_brings_the_words_to_the_desk_once(desk: Desk, links: dict[str, str]) -> None:
    browser = customer()
    for _press in range(2):
        answered = browser.post(
            links["not_yet"], {"is": "not-yet", "words": "The box was empty", "key": "one"}, follow=True
        )
    assert "we are on it again" in answered.content.decode()
    assert 'value="not-yet" checked' in browser.get(links["yes"].split("?")[0]).content.decode()
    assert facts(desk) == (Conversation.State.OPEN, False, True)
    with store_scope(desk.store_id):
        assert Message.objects.filter(text="The box was empty", direction="in").count() == 1


def test_without_words_it_says_so_in_the_customers_language(desk: Desk) -> None:
    links = asked(desk, "मेरा पार्सल कब तक आएगा? मुझे अभी तक नहीं मिला।")
    page = customer().get(links["not_yet"])
    assert '<html lang="hi"' in page.content.decode()
    assert page.headers["Content-Language"] == "hi"
    assert "क्या आपकी बात बन गई?" in page.content.decode()
    customer().post(links["not_yet"], {"is": "not-yet", "key": "one"})
    with store_scope(desk.store_id):
        assert Message.objects.latest("id").text == "अभी बात नहीं बनी है।"


def test_it_is_the_shops_page_light_and_for_nobody_else_to_keep(desk: Desk, links: dict[str, str]) -> None:
    page = customer().get(links["yes"])
    assert "Our shop" in page.content.decode() or "Paanch Takiye" in page.content.decode()
    assert len(page.content) < 10_000
    assert "<script" not in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "Sunita" not in page.content.decode()
    assert not page.cookies


def test_a_changed_link_another_shop_and_a_colleague_get_nothing(desk: Desk, links: dict[str, str]) -> None:
    path, query = links["yes"].split("?")
    changed = f"{path[:-2]}{'a' if path[-2] != 'a' else 'b'}/?{query}"
    refused = customer().get(changed)
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert "This link is not complete" in refused.content.decode()
    other = make_desk("other-shop", "hello@other.test", "eve@example.com")
    Domain.objects.create(store=other.shop.store, purpose=Domain.Purpose.SHOPPER, host="help.other.test")
    for ask in (customer("help.other.test").get, customer("help.other.test").post):
        assert ask(links["yes"]).status_code == HTTPStatus.NOT_FOUND
    assert browser_of(desk.member, desk.shop).get(links["yes"]).status_code == HTTPStatus.NOT_FOUND
    assert facts(desk) == (Conversation.State.SOLVED, False, False)


def test_a_link_ends_kindly(desk: Desk, links: dict[str, str]) -> None:
    with time_machine.travel(now() + timedelta(days=31)):
        refused = customer().post(links["yes"], {"is": "yes"})
    assert refused.status_code == HTTPStatus.GONE
    page = refused.content.decode()
    assert "This link has expired" in page
    assert "If it still matters, tell" in page
    assert facts(desk)[1] is False


def test_who_presses_without_end_is_stopped(desk: Desk, links: dict[str, str]) -> None:
    browser = customer()
    answers = {browser.post(links["yes"], {"is": "yes"}).status_code for _press in range(TRIES_AN_HOUR + 1)}
    assert answers == {HTTPStatus.FOUND, HTTPStatus.TOO_MANY_REQUESTS}


def test_odd_values_do_no_harm(desk: Desk, links: dict[str, str]) -> None:
    browser = customer()
    for odd in ({}, {"is": "maybe"}, {"is": "not-yet", "words": "\x00\ud800", "key": "\x00" * 90}):
        answered = browser.post(links["yes"], {k: v.encode("utf-8", "replace") for k, v in odd.items()})
        assert answered.status_code in (HTTPStatus.FOUND, HTTPStatus.BAD_REQUEST)
