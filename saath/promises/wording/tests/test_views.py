"""Every text that Saath says by itself is worded in one place, shown as a customer reads it, and taken back to ours."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from saath.conversations.models import Conversation, Message
from saath.conversations.tests.builders import Desk, make_desk, only_conversation, sent_mails, work
from saath.promises.reminders.tests.builders import NOON, trusting, written
from saath.promises.wording.previews import FILLERS
from saath.promises.wording.texts import TEXTS
from saath.stores.models import CustomerText
from saath.stores.rules import Role
from saath.stores.tests.builders import browser_of, make_colleague
from saath.tenancy.scope import store_scope

pytestmark = [pytest.mark.django_db, pytest.mark.urls("config.urls.staff")]
PAGE = "/settings/own-words/texts/"
MINE = "Maaf kijiye: {promised}, {answer}. {reference}\n\n{gift}\n\n{colleague}\n{shop}"


@pytest.fixture
def owner(desk: Desk) -> Client:
    trusting(desk)
    return browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)


def own(desk: Desk) -> dict[str, str]:
    with store_scope(desk.store_id):
        return dict(CustomerText.objects.filter(key="own.apology").values_list("language", "text"))


def test_every_text_says_what_its_values_are() -> None:
    assert {name: set(about.values) for name, about in TEXTS.items()} == {
        name: set(about.key.placeholders) for name, about in TEXTS.items()
    }
    assert FILLERS.keys() == TEXTS.keys()


def test_all_are_listed_and_those_of_the_shop_are_marked(owner: Client, desk: Desk) -> None:
    page = owner.get(PAGE).content.decode()
    assert all(f"{PAGE}{name}/" in page for name in TEXTS)
    assert "your own words" not in page
    assert owner.post(f"{PAGE}apology/save/", {"text_en": MINE}).status_code == 302
    assert owner.get(PAGE).content.decode().count("your own words") == 1
    for address in ("/settings/shop/", "/settings/own-words/", "/settings/amends/"):
        assert PAGE in owner.get(address).content.decode()


@pytest.mark.parametrize("name", TEXTS)
def test_each_is_shown_to_a_customer_of_the_shop(desk: Desk, name: str) -> None:
    trusting(desk)
    written()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        browser = browser_of(make_colleague(desk.shop, "owner@example.com", Role.OWNER), desk.shop)
        with store_scope(desk.store_id):
            conversation = only_conversation()
            Conversation.objects.update(state=TEXTS[name].state)
        page = browser.get(f"{PAGE}{name}/").content.decode()
    assert "As Sunita Verma would have read it" in page
    said = page.partition('id="preview"')[2].partition("</section>")[0]
    assert said.count('class="said"') == 3
    assert "{" not in said
    if "reference" in TEXTS[name].values:
        assert conversation.reference in said


def test_a_shop_without_conversations_sees_an_example(owner: Client) -> None:
    for name in TEXTS:
        page = owner.get(f"{PAGE}{name}/")
        assert page.status_code == 200
        assert "As a customer reads it" in page.content.decode()


def test_a_preview_keeps_nothing_and_back_takes_ours(owner: Client, desk: Desk) -> None:
    shown = owner.post(f"{PAGE}apology/save/", {"text_en": MINE, "preview": "1"})
    assert shown.status_code == 200
    assert "Maaf kijiye: today at" in shown.content.decode()
    assert own(desk) == {}
    owner.post(f"{PAGE}apology/save/", {"text_en": MINE, "text_hi": "", "text_gu": ""})
    assert own(desk)["en"] == MINE
    assert "Back to our words" in owner.get(f"{PAGE}apology/").content.decode()
    assert owner.post(f"{PAGE}apology/save/", {"ours": "1"}).status_code == 302
    assert own(desk) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("We are sorry.", "Mention each value once or more, and no other"),
        (MINE.replace("{gift}", "{present}"), "Mention each value once or more, and no other"),
        (MINE.replace("{gift}", "{gift"), "Braces stand around the name of a value"),
        (MINE.replace("{gift}", "{gift!r}"), "Braces stand around the name of a value"),
    ],
)
def test_a_text_with_broken_values_is_refused_at_its_field(
    owner: Client, desk: Desk, text: str, said: str
) -> None:
    for way in ({}, {"preview": "1"}):
        answer = owner.post(f"{PAGE}apology/save/", {"text_hi": text, **way})
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "id_text_hi_error" in page
        assert said in page
        assert escape(text) in page
    assert own(desk) == {}


def test_markup_reads_as_text(owner: Client) -> None:
    marked = "<script>alert(1)</script> <b>" + MINE
    shown = owner.post(f"{PAGE}apology/save/", {"text_en": marked, "preview": "1"}).content.decode()
    assert "<script>alert(1)" not in shown
    assert shown.count("&lt;script&gt;alert(1)") == 2


def test_markup_reaches_the_customer_and_the_desk_as_text(owner: Client, desk: Desk) -> None:
    marked = "<script>alert(1)</script> <b>{shop}</b> {reference}\n{answer}"
    owner.post(f"{PAGE}acknowledgement/save/", {"text_en": marked})
    written()
    with time_machine.travel(NOON, tick=False):
        work()
        [told] = sent_mails()
        for part in told.walk():
            if part.get_content_type() == "text/html":
                assert "<script>" not in str(part.get_content())
        plain = told.get_body(("plain",))
        assert plain is not None
        assert "<script>alert(1)</script> <b>Our shop</b>" in str(plain.get_content())
        with store_scope(desk.store_id):
            thread = reverse("desk:thread", args=["now", only_conversation().public_id])
        page = browser_of(desk.member, desk.shop).get(thread).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_colleague_words_nothing_and_an_outsider_sees_nothing(owner: Client, desk: Desk) -> None:
    owner.post(f"{PAGE}apology/save/", {"text_en": MINE})
    colleague = browser_of(desk.member, desk.shop)
    for address in (PAGE, f"{PAGE}apology/"):
        assert colleague.get(address).status_code == 403
        assert Client().get(address).status_code in (302, 404)
    assert colleague.post(f"{PAGE}apology/save/", {"ours": "1"}).status_code == 403
    other = make_desk("elsewhere", "hello@elsewhere.test", "eve@example.com")
    stranger = browser_of(make_colleague(other.shop, "eve2@example.com", Role.OWNER), other.shop)
    assert "Maaf kijiye" not in stranger.get(f"{PAGE}apology/").content.decode()
    stranger.post(f"{PAGE}apology/save/", {"ours": "1"})
    assert own(desk)["en"] == MINE
    assert owner.get(f"{PAGE}magic/").status_code == 404


def test_what_the_shop_words_is_what_the_customer_reads(owner: Client, desk: Desk) -> None:
    owner.post(f"{PAGE}acknowledgement/save/", {"text_en": "Hi! {shop} {reference}\n\n{answer}"})
    written()
    with store_scope(desk.store_id):
        said = Message.objects.get(is_automatic=True)
    assert said.text.startswith("Hi! Our shop ")
