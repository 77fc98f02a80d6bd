"""Every state of every page, by axe: WCAG 2.2 AA, light and dark, narrow and wide, empty, full and failing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, StorageState, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.conftest import WIDE, a_shop_at_work, sign_in
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

SETTINGS = (
    "/settings/you/",
    "/settings/you/password/",
    "/settings/you/sessions/",
    "/settings/you/passkeys/",
    "/settings/team/",
    "/settings/shop/",
    "/settings/audit/",
)
DOORS = (
    "/sign-in/",
    "/password/reset/",
    "/password/reset/sent/",
    "/sign-in/closed/",
    "/join/not-a-link/",
    "/no-such-page/",
)
QUEUES = ("now", "mine", "customer", "solved")
BAD_PAGE = """<!doctype html><html><title></title><body style="background:white">
<p style="color:#ccc">Too pale</p><img src="data:,"><input></body></html>"""


@pytest.fixture(scope="module")
def full_shop(browser: Browser, office: PostOffice) -> Iterator[Installation]:
    """Return a shop with conversations of each kind: with a note, tag and file, solved, and not sent."""
    with a_shop_at_work("axe", smtp_out=office.url, undo_seconds="0") as shop:
        context = browser.new_context(storage_state=sign_in(browser, shop), viewport=WIDE)
        _fill(Desk(context.new_page(), shop.url), shop, office)
        context.close()
        yield shop


@pytest.fixture(scope="module")
def owner(browser: Browser, full_shop: Installation) -> StorageState:
    """Return the owner's cookies in the full shop."""
    return sign_in(browser, full_shop)


@pytest.fixture
def tab(contexts: Callable[..., BrowserContext], full_shop: Installation, owner: StorageState) -> Desk:
    """Return a tab of the owner of the full shop."""
    return Desk(contexts(storage_state=owner).new_page(), full_shop.url)


def _fill(desk: Desk, shop: Installation, office: PostOffice) -> None:
    names = ("Usha Raval", "Vimal Jain", "Zara Sheikh")
    usha, vimal, zara = (Customer(name, shop.smtp_port, office) for name in names)
    usha.write("मेरा पार्सल कहाँ है?", subject="ऑर्डर PT-20418", file=("bill.pdf", b"%PDF-1.4"))
    vimal.write("Thank you!")
    zara.write("My lamp arrived broken.")
    _note_and_tag(desk.open())
    desk.choose("Vimal Jain")
    desk.send("Gladly.")
    expect(desk.thread.get_by_role("log")).to_be_focused()
    desk.page.keyboard.press("e")
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    office.refusal = "550 5.1.1 Mailbox disabled"
    desk.choose("Zara Sheikh")
    desk.send("A new one leaves today.")
    expect(desk.message("A new one leaves today.")).to_contain_text("Not sent")
    office.refusal = ""


def _note_and_tag(desk: Desk) -> None:
    desk.choose("Usha Raval")
    desk.page.get_by_text("Note", exact=True).first.click()
    desk.send("The hub says tomorrow.")
    desk.page.locator("#tag-name").fill("parcel")
    desk.page.get_by_role("button", name="Add the tag").click()
    expect(desk.page.locator("#tags .chip")).to_contain_text("parcel")


def test_axe_sees_what_is_wrong(contexts: Callable[..., BrowserContext]) -> None:
    page = contexts(storage_state=None).new_page()
    page.set_content(BAD_PAGE)
    rules = {line.split(": ")[1] for line in violations(page)}
    assert {"color-contrast", "image-alt", "label", "html-has-lang", "document-title"} <= rules


@pytest.mark.parametrize("name", ["Usha Raval", "Zara Sheikh"])
def test_inbox_thread_and_customer(tab: Desk, name: str) -> None:
    tab.open()
    tab.choose(name)
    expect(tab.page.locator("#tag-name")).to_be_attached()
    assert violations(tab.page) == []
    tab.open(tab.page.url.removeprefix(tab.url) + "customer/")
    expect(tab.page.locator("#tag-name")).to_be_visible()
    tab.page.locator("details.edit summary").click()
    assert violations(tab.page) == []


def test_composer_with_an_error_and_the_keys(tab: Desk) -> None:
    tab.open().choose("Usha Raval")
    tab.page.locator("#composer").get_by_role("button", name="Send", exact=True).click()
    expect(tab.page.locator("#composer").get_by_role("alert")).to_contain_text(
        "There is nothing to send yet."
    )
    assert violations(tab.page) == []
    tab.thread.get_by_role("log").focus()
    tab.page.keyboard.press("?")
    expect(tab.page.locator("dialog#keys")).to_be_visible()
    assert violations(tab.page) == []


@pytest.mark.parametrize("question", ["parcel", "nosuchword"])
def test_finding(tab: Desk, question: str) -> None:
    tab.open(f"/desk/find/?q={question}")
    assert violations(tab.page) == []
    tab.open()
    tab.page.keyboard.press("Control+k")
    tab.page.get_by_role("dialog").get_by_role("searchbox").fill(question)
    expect(tab.page.get_by_role("dialog")).to_contain_text(
        "Usha Raval" if question == "parcel" else "Nothing found"
    )
    assert violations(tab.page) == []


@pytest.mark.parametrize("place", [f"/desk/{queue}/" for queue in QUEUES] + list(SETTINGS))
def test_lists_and_settings(tab: Desk, place: str) -> None:
    tab.open(place)
    assert violations(tab.page) == []


@pytest.mark.parametrize("place", DOORS)
def test_doors(contexts: Callable[..., BrowserContext], full_shop: Installation, place: str) -> None:
    page = contexts(storage_state=None).new_page()
    page.goto(full_shop.url + place)
    expect(page.get_by_role("heading").first).to_have_text(re.compile(r"\w"))
    assert violations(page) == []


def test_a_wrong_password(contexts: Callable[..., BrowserContext], full_shop: Installation) -> None:
    page = contexts(storage_state=None).new_page()
    page.goto(f"{full_shop.url}/sign-in/")
    page.get_by_label("E-mail address").fill("nobody@example.in")
    page.get_by_label("Password", exact=True).fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    assert violations(page) == []


def test_empty_queues(browser: Browser, contexts: Callable[..., BrowserContext], office: PostOffice) -> None:
    with a_shop_at_work("axe_empty", smtp_out=office.url) as shop:
        desk = Desk(contexts(storage_state=sign_in(browser, shop)).new_page(), shop.url)
        for queue in QUEUES:
            desk.open(f"/desk/{queue}/")
            expect(desk.page.locator("#list .blank")).to_be_visible()
            assert violations(desk.page) == []
