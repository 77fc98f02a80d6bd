"""A visitor of the shop's site writes and is answered by a person: over pages, tabs and lost lines, nothing lost or doubled."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Route, ViewportSize, expect

from saath.chats.tests.signing import signed
from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.chatting import ChatTab, Site, a_site_with_chat, switch_on
from tests.journeys.conftest import WIDE, a_shop_at_work
from tests.journeys.desk import Desk
from tests.kill.inside import in_shop
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey

FIRST, ANSWER = "मेरा तकिया कब आएगा?", "कल तक पहुँच जाएगा।"
MEANWHILE = ("एक बात और।", "कवर साथ में है।")
THANKS, LATER, LAST = "शुक्रिया", "मिल जाए तो बताइए।", "हाँ, मिल गया।"
HEAR = "window.heard = [], ['open', 'close'].map((each) => Saath.chat.on(each, () => heard.push(each)))"
PHONE: ViewportSize = {"width": 360, "height": 740}
KETAKI, TORN = "ketaki@bought.example", "यह सिलाई से फटी है।"
BOUGHT = f"""
from saath.customers.actions.recognise import recognise
from saath.orders.data import BuyerData
from saath.orders.tests.builders import make_platform, order_data, take
recognise(ACTOR, namespace="email", key="{KETAKI}", address="{KETAKI}", is_proved=True)
buyer = BuyerData(key="k1", name="Ketaki Bought", email="{KETAKI}")
take(make_platform(), order_data("1", buyer=buyer), order_data("2", buyer=buyer))
"""
KEPT = "JSON.stringify(localStorage)"


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for chats alone."""
    with a_shop_at_work("chat", smtp_out=office.url) as installation:
        yield installation


@pytest.fixture(scope="module")
def site(shop: Installation) -> Iterator[Site]:
    with a_site_with_chat(f"http://127.0.0.1:{shop.port + 1}") as site:
        yield site


@pytest.fixture
def visitors(browser: Browser, site: Site) -> Iterator[Callable[..., BrowserContext]]:
    """Return a maker of visitors' browsers; a script's error, or a policy that refuses something, fails the test."""
    made: list[BrowserContext] = []
    said: list[str] = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": WIDE, "locale": "hi-IN"} | options)
        context.on("weberror", lambda error: said.append(str(error.error)))
        context.on("console", lambda line: said.extend([line.text] * ("Content Security" in line.text)))
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
    assert said == []


@pytest.fixture(autouse=True)
def _chat_is_on(desk: Desk, site: Site) -> None:
    switch_on(desk, site)


@pytest.mark.several_processes
def test_a_visitor_is_answered_over_a_lost_line_on_every_page_and_in_every_tab(
    desk: Desk, site: Site, visitors: Callable[..., BrowserContext]
) -> None:
    desk.open()
    context = visitors()
    tab = ChatTab(context.new_page(), site).visit()
    expect(tab.button).to_have_accessible_name("हमें लिखिए")
    tab.open()
    assert violations(tab.page, tab.frame) == []
    tab.page.set_viewport_size(WIDE)
    tab.begin()
    assert tab.page.evaluate(KEPT) == "{}"
    tab.send(FIRST)
    answered(desk, FIRST)
    desk.text.press_sequentially("Kal")
    expect(tab.chat.locator("#typing")).to_be_visible()
    desk.send(ANSWER)
    expect(tab.message(ANSWER)).to_be_visible()
    expect(tab.chat.locator("#typing")).to_be_hidden()
    expect(tab.message(FIRST)).to_contain_text("पढ़ लिया")
    assert violations(tab.page, tab.frame) == []
    tab.page.set_viewport_size(WIDE)
    while_the_line_is_cut(context, tab, desk)
    on_other_pages(context, tab, desk)
    assert context.cookies() == []


def while_the_line_is_cut(context: BrowserContext, tab: ChatTab, desk: Desk) -> None:
    """Let both sides write while the visitor has no connection: both have it then, each once."""
    context.set_offline(True)
    tab.send(MEANWHILE[0])
    expect(tab.message(MEANWHILE[0])).to_contain_text("नेटवर्क आते ही चला जाएगा")
    desk.send(MEANWHILE[1])
    context.set_offline(False)
    expect(desk.message(MEANWHILE[0])).to_be_visible()
    expect(tab.message(MEANWHILE[1])).to_be_visible()
    expect(tab.chat.locator("#pending article")).to_have_count(0)
    expect(tab.message(MEANWHILE[0])).to_have_count(1)
    assert (tab.said()[:2], sorted(tab.said()[2:])) == ([FIRST, ANSWER], sorted(MEANWHILE))


def on_other_pages(context: BrowserContext, tab: ChatTab, desk: Desk) -> None:
    """Go on in another tab and then on another page: the same conversation, of which each hears."""
    whole = tab.said()
    other = ChatTab(context.new_page(), tab.site).visit("/hi/sheets").open()
    expect(other.message(ANSWER)).to_be_visible()
    assert other.said() == whole
    other.send(THANKS)
    tab.page.bring_to_front()
    expect(tab.message(THANKS)).to_have_count(1)
    other.page.close()
    tab.text.press("Escape")
    expect(tab.button).to_be_focused()
    desk.see(THANKS)
    desk.send(LATER)
    tab.visit("/gu/quilts")
    expect(tab.button).to_have_accessible_name(re.compile("1"))
    tab.open()
    expect(tab.message(LATER)).to_be_visible()
    assert tab.said() == [*whole, THANKS, LATER]

    # What was written without a line leaves though the page was closed, as soon as the shop is visited again,
    # and though not all of the chat arrives: a frame that nobody sees may never count as loaded.
    context.set_offline(True)
    tab.send(LAST)
    expect(tab.chat.locator("#pending")).to_contain_text(LAST)
    tab.page.close()
    context.set_offline(False)
    context.route("**/static/ui/icons*", lambda _icons: None)
    ChatTab(context.new_page(), tab.site).visit()
    expect(desk.message(LAST)).to_be_visible()


@pytest.mark.off_road
def test_a_visitor_on_a_phone_sends_a_picture_and_reads_another_language(
    desk: Desk, site: Site, visitors: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    desk.open()
    phone = visitors(viewport=PHONE, is_mobile=True, has_touch=True, locale="gu-IN")
    tab = ChatTab(phone.new_page(), site).visit("/gu/quilts")
    tab.button.tap()
    tab.chat.locator("[data-write]").tap()
    assert violations(tab.page, tab.frame) == []
    tab.page.set_viewport_size(PHONE)
    box = tab.page.locator("saath-chat iframe").bounding_box()
    assert box is not None
    assert (round(box["x"]), round(box["y"]), round(box["width"])) == (0, 0, 360)
    picture = tmp_path / "quilt.png"
    picture.write_bytes(a_picture())
    tab.chat.locator("#files").set_input_files(picture)
    expect(tab.chat.locator("#chosen")).to_contain_text("quilt.png")
    tab.text.fill("આ ફાટી ગઈ છે.")
    tab.chat.locator("#composer button.go").tap()
    expect(tab.chat.locator("#lines .sent-file")).to_have_count(1)
    answered(desk, "આ ફાટી ગઈ છે.")
    places = tab.page.evaluate("history.length")
    tab.chat.locator("[popovertarget=languages]").tap()
    tab.chat.locator("[data-speak=en]").tap()
    expect(tab.text).to_have_attribute("placeholder", "Write here")
    expect(tab.message("આ ફાટી ગઈ છે.")).to_be_visible()
    assert tab.frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Back leads out of the page, not to another language.
    assert tab.page.evaluate("history.length") == places
    tab.chat.locator("[data-close]").tap()
    expect(tab.button).to_be_focused()

    # The shop's page can do by script what a finger does.
    tab.page.evaluate(HEAR)
    tab.page.evaluate("Saath.chat.setLanguage('hi'), Saath.chat.open()")
    expect(tab.text).to_have_attribute("placeholder", "यहाँ लिखिए")
    tab.page.evaluate("Saath.chat.close()")
    expect(tab.button).to_be_visible()
    assert tab.page.evaluate("heard") == ["open", "close"]
    sign_out(phone, tab)


@pytest.mark.off_road
@pytest.mark.one_engine
def test_who_is_signed_in_says_by_keys_which_order_it_is_and_how_they_were_helped(
    desk: Desk, site: Site, shop: Installation, visitors: Callable[..., BrowserContext]
) -> None:
    secret = a_secret(desk)
    in_shop(shop, BOUGHT)
    desk.open()
    tab = ChatTab(visitors(viewport=PHONE).new_page(), site).visit("/hi/orders")
    known = signed("4711", secret=secret, name="Ketaki Bought", email=KETAKI, email_verified=True)
    tab.page.evaluate("known => Saath.chat.identify(known)", known)
    tab.open()
    expect(tab.chat.locator("#about-what .pick")).to_have_count(2)
    tab.begin()
    tab.chat.locator("#order-button").press("Enter")
    offered = tab.chat.get_by_role("listbox", name="आपके ऑर्डर")
    expect(offered.get_by_role("option")).to_have_count(2)
    assert violations(tab.page, tab.frame) == []
    tab.page.set_viewport_size(PHONE)
    offered.press("ArrowDown")
    offered.press("Enter")
    expect(tab.text).to_be_focused()
    expect(tab.chat.locator("#order-chosen")).to_contain_text("PT-20411")
    tab.send(TORN)
    expect(tab.message(TORN)).to_contain_text("PT-20411")
    expect(tab.chat.locator("#order-chosen")).to_be_hidden()
    tab.page.evaluate("Saath.chat.order('#pt 20412')")
    expect(tab.chat.locator("#order-chosen")).to_contain_text("PT-20412")
    answered(desk, TORN)
    expect(desk.message(TORN)).to_contain_text("PT-20411")
    expect(desk.page.locator("#about")).to_contain_text("Chosen by the customer")
    desk.send(ANSWER)
    desk.page.get_by_role("button", name="Solve", exact=True).click()
    is_asked_how_it_was(tab)


def is_asked_how_it_was(tab: ChatTab) -> None:
    """Say that it is sorted, though the server cannot tell what follows just then, and how easy it was."""
    tab.chat.locator("#sorted [value=yes]").check()
    assert violations(tab.page, tab.frame) == []
    tab.page.set_viewport_size(PHONE)
    tab.page.route("**/chat/v1/conversation?*", lambda read: read.fulfill(status=503, json={}), times=3)
    tab.chat.locator("#sorted button").click()
    expect(tab.chat.locator("#rating")).to_be_visible()
    expect(tab.chat.locator("#rating .field")).to_be_hidden()
    tab.chat.locator("#rating .five label").nth(3).click()
    expect(tab.chat.locator("#rating .field")).to_be_visible()
    assert violations(tab.page, tab.frame) == []
    tab.chat.locator("#rating button").click()
    expect(tab.chat.locator("#rating")).to_be_hidden()


def a_secret(desk: Desk) -> str:
    """Make the secret with which the shop's server signs its customers, as its owner does."""
    desk.open("/settings/chat/")
    desk.page.locator("form[action*=secret] button").click()
    shown = desk.page.locator("main input[readonly]")
    expect(shown).to_be_visible()
    assert violations(desk.page) == []
    desk.page.set_viewport_size(WIDE)
    return shown.input_value()


def sign_out(context: BrowserContext, tab: ChatTab) -> None:
    """Let the shop's page say that they have signed out: nobody reads what they said, not even by the token that they had."""
    token = tab.page.evaluate("JSON.parse(Object.values(localStorage)[0]).token")
    asked, headers = urljoin(tab.frame.url, "/chat/v1/conversation"), {"Authorization": f"Bearer {token}"}
    assert context.request.get(asked, headers=headers).ok
    with a_last_word_comes(tab):
        tab.page.evaluate("Saath.chat.identify('')")
        tab.open()
    expect(tab.chat.locator("[data-write]")).to_be_visible()
    expect(tab.chat.locator("#log article")).to_have_count(0)
    assert tab.page.evaluate(KEPT) == "{}"
    assert context.request.get(asked, headers=headers).status == HTTPStatus.UNAUTHORIZED


@contextmanager
def a_last_word_comes(tab: ChatTab) -> Iterator[None]:
    """Let the frame still hear of something while it takes its leave."""

    def hear(route: Route) -> None:
        tab.frame.evaluate(
            "document.dispatchEvent(new CustomEvent('saath:typing', {detail: {name: '', is_typing: true}}))"
        )
        route.continue_()

    tab.page.route("**/chat/v1/visitors/me*", hear)
    yield
    tab.page.unroute("**/chat/v1/visitors/me*", hear)


def a_picture() -> bytes:
    """Return a small picture."""
    drawn = BytesIO()
    Image.new("RGB", (40, 30), "#a3195b").save(drawn, "PNG")
    return drawn.getvalue()


def row(desk: Desk, words: str) -> Locator:
    """Return the line of the list in which these words are the last."""
    return desk.page.locator("#rows a.conv").filter(has_text=words)


def answered(desk: Desk, words: str) -> None:
    """Open the conversation in which this was said last."""
    row(desk, words).click()
    expect(desk.message(words)).to_be_visible()
    desk.text.click()
