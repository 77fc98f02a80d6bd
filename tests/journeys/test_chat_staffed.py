"""The chat is live while somebody is there, stops soon after the last one leaves, and is live again when they return."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.installation import Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.chatting import ChatTab, Site, a_site_with_chat
from tests.journeys.conftest import WIDE, a_shop_at_work
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey

PROCESSES = 3
# An open widget asks again every minute; on a busy machine one process may hear of it later than the others.
ASKED_AGAIN = 100_000.0
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop for this story alone: its hours are its own."""
    with a_shop_at_work("staffed", smtp_out=office.url) as installation:
        yield installation


@pytest.fixture
def site(shop: Installation) -> Iterator[Site]:
    with a_site_with_chat(f"http://127.0.0.1:{shop.port + 1}") as site:
        yield site


@pytest.mark.off_road
def test_it_is_live_by_whoever_is_there_and_honest_when_nobody_is(
    browser: Browser, contexts: Callable[..., BrowserContext], desk: Desk, site: Site, shop: Installation
) -> None:
    open_at_all_hours(desk)
    show_chat(desk, site)
    desk.open()
    visitor = browser.new_context(viewport=WIDE, locale="en-IN")
    tab = ChatTab(visitor.new_page(), site)
    wait_until_all_say(shop, tab.page, is_live=True)
    tab.visit("/en/pillows").open()
    expect(tab.chat.locator("#who")).to_contain_text("Meera Joshi", timeout=ASKED_AGAIN)

    desk.page.close()
    wait_until_all_say(shop, tab.page, is_live=False)
    tab.visit("/en/sheets").open()
    said = tab.chat.locator("[data-when]:visible").first
    expect(said).to_contain_text("We answer by", timeout=ASKED_AGAIN)
    expect(tab.chat.locator("#who")).not_to_contain_text("Meera Joshi")

    back = Desk(contexts().new_page(), desk.url).open()
    wait_until_all_say(shop, tab.page, is_live=True)
    back.page.goto(f"{back.url}/settings/chat/")
    expect(back.page.locator("#staffed")).to_be_visible()
    assert violations(back.page) == []
    visitor.close()


def open_at_all_hours(desk: Desk) -> None:
    """Open the shop round the clock: a story is told at any hour."""
    desk.open("/settings/hours/")
    for day in DAYS:
        desk.page.locator(f"#{day}-start-0").fill("00:00")
        desk.page.locator(f"#{day}-end-0").fill("00:00")
    desk.page.locator("#week").get_by_role("button", name="Save").click()
    expect(desk.page.locator("#sun-start-0")).to_have_value("00:00")


def show_chat(desk: Desk, site: Site) -> None:
    """Let the site show the chat; an address that is none is refused where it stands."""
    desk.open("/settings/chat/")
    form = desk.page.locator("#sites")
    form.get_by_label("Show the chat on my pages").check()
    form.get_by_label("My sites").fill("http://shop.example")
    form.get_by_role("button", name="Save").click()
    expect(form).to_contain_text("http://shop.example is not safe")
    form.get_by_label("My sites").fill(site.url)
    form.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#snippet")).to_contain_text("See it as a visitor does")


def wait_until_all_say(shop: Installation, page: Page, *, is_live: bool) -> None:
    """Ask again and again until every web process says the same: each hears of it by itself."""
    address = f"http://127.0.0.1:{shop.port + 1}/chat/v1/now"

    def do_all_say_so() -> bool:
        page.wait_for_timeout(1_000)  # the API counts who asks too often
        told = [httpx.get(address).json().get("is_live") for _process in range(PROCESSES)]
        return told == [is_live] * PROCESSES

    wait_until(do_all_say_so, f"the chat says that it is {'' if is_live else 'not '}live")
