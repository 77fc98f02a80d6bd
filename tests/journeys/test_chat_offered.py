"""A page of the shop offers the chat by itself; a visitor whose browser keeps nothing takes it up and is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.chatting import ChatTab, Site, a_site_with_chat, switch_on
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.desk import Desk
from tests.journeys.test_chat_staffed import ASKED_AGAIN, open_at_all_hours, wait_until_all_say
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey

PHONE: ViewportSize = {"width": 320, "height": 568}
WORDS = {"English": "Which one suits you?", "हिन्दी": "कौन सा ठीक रहेगा?", "ગુજરાતી": "કયું ફાવશે?"}
TITLES = {"hi": "अपने-आप दिखने वाला संदेश", "gu": "આપોઆપ દેખાતો સંદેશ"}
ASKED, ANSWERED = "पतला वाला दिखाइए।", "सुकून स्लिम देखिए।"
# What browsers do with frames of another site, and in windows that are to leave no trace.
NOTHING_IS_KEPT = """
const refuse = () => { throw new DOMException("refused", "SecurityError"); };
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"])
  Object.defineProperty(window, name, { get: refuse });
window.BroadcastChannel = class { constructor() { refuse(); } };
Object.defineProperty(navigator, "locks", { value: { request: async () => refuse(), query: async () => refuse() } });
"""


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for this story alone: its hours are its own."""
    with a_shop_at_work("offered", smtp_out=office.url) as installation:
        yield installation


@pytest.fixture
def site(shop: Installation) -> Iterator[Site]:
    with a_site_with_chat(f"http://127.0.0.1:{shop.port + 1}") as site:
        yield site


@pytest.mark.off_road
def test_a_page_offers_it_and_the_answer_stands_with_what_was_offered(
    browser: Browser, desk: Desk, site: Site, shop: Installation, new_visitor: Callable[[str], Page]
) -> None:
    open_at_all_hours(desk)
    switch_on(desk, site)
    write_message(desk)
    assert violations(desk.page) == []
    desk.open()
    page = new_visitor("hi-IN")
    wait_until_all_say(shop, page, is_live=True)
    tab = ChatTab(page, site)
    page.goto(f"{site.url}/hi/pillows")
    expect(card(page)).to_contain_text(WORDS["हिन्दी"], timeout=ASKED_AGAIN)
    expect(card(page)).to_contain_text(TITLES["hi"])
    assert of_chat(violations(page)) == []
    page.set_viewport_size(PHONE)
    card(page).get_by_role("button", name=WORDS["हिन्दी"]).click()
    expect(tab.chat.locator("#opener")).to_contain_text(WORDS["हिन्दी"])
    tab.send(ASKED)
    expect(tab.message(ASKED)).to_contain_text(WORDS["हिन्दी"])
    assert violations(page, tab.frame) == []

    desk.page.locator("#rows a.conv").filter(has_text=ASKED).click()
    expect(desk.message(ASKED)).to_be_visible()
    expect(desk.page.locator("#visitor")).to_contain_text(WORDS["हिन्दी"])
    desk.text.click()
    desk.send(ANSWERED)
    expect(tab.message(ANSWERED)).to_be_visible()
    desk.open("/settings/chat/messages/")
    expect(desk.page.locator("#message-1")).to_contain_text("Shown 1, opened 1, written 1")

    other = new_visitor("gu-IN")
    other.goto(f"{site.url}/gu/quilts")
    desk.open()
    expect(card(other)).to_contain_text(WORDS["ગુજરાતી"], timeout=ASKED_AGAIN)
    expect(card(other)).to_contain_text(TITLES["gu"])
    assert of_chat(violations(other)) == []


@pytest.fixture
def new_visitor(browser: Browser) -> Iterator[Callable[[str], Page]]:
    """Return a maker of visitors, whose browsers keep nothing; a script's error fails the test."""
    made, errors = [], list[str]()

    def make(locale: str) -> Page:
        context = browser.new_context(viewport=PHONE, locale=locale)
        context.add_init_script(NOTHING_IS_KEPT)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        made.append(context)
        return context.new_page()

    yield make
    for context in made:
        context.close()
    assert errors == []


def write_message(desk: Desk) -> None:
    """Write what every page shows after five seconds."""
    desk.open("/settings/chat/messages/")
    form = desk.page.locator("#new")
    form.get_by_label("On which page").fill("/*")
    form.get_by_label("Seconds").fill("5")
    for language, words in WORDS.items():
        form.get_by_label(language).fill(words)
    form.get_by_label("Show it").check()
    form.get_by_role("button", name="Add it").click()
    expect(desk.page.locator("#message-1")).to_contain_text("Shown 0, opened 0, written 0")


def card(page: Page) -> Locator:
    return page.locator("saath-chat section")


def of_chat(found: list[str]) -> list[str]:
    """Leave out what the shop's own page breaks."""
    return [line for line in found if "landmark-one-main" not in line]
