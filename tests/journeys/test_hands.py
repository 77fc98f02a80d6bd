"""The main job by keyboard alone, on a phone, and taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.installation import Installation
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

PHONE: ViewportSize = {"width": 390, "height": 844}
FOCUS_SHOWS = """() => {
  const style = getComputedStyle(document.activeElement);
  return document.activeElement.matches(":focus-visible")
    && (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none");
}"""


def test_the_main_job_by_keyboard_alone(desk: Desk, customer: Callable[[str], Customer]) -> None:
    jaya = customer("Jaya Pillai")
    desk.open()
    jaya.write("May I change the size?")
    expect(desk.row("Jaya Pillai")).to_be_visible()
    keys = desk.page.keyboard
    for _line in range(desk.page.locator("#rows a.conv").count()):
        keys.press("j")
        _focus_shows(desk.page)
        if desk.row("Jaya Pillai").evaluate("line => line === document.activeElement"):
            break
    keys.press("Enter")
    expect(desk.thread.get_by_role("heading", name="Jaya Pillai")).to_be_visible()
    keys.press("r")
    expect(desk.text).to_be_focused()
    keys.type("Yes, which one?")
    keys.press("Control+Enter")
    expect(desk.message("Yes, which one?")).to_be_visible()
    expect(desk.thread.get_by_role("log")).to_be_focused()
    _focus_shows(desk.page)
    keys.press("e")
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    jaya.receive()


def _focus_shows(page: Page) -> None:
    assert page.evaluate(FOCUS_SHOWS), page.evaluate("document.activeElement.outerHTML")


def test_on_a_phone_from_list_to_thread_to_customer_and_back(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    customer("Lata Desai").write("Is the shop open today?")
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    phone.choose("Lata Desai")
    expect(phone.page.locator("#list")).to_be_hidden()
    phone.send("Yes, until eight.")
    phone.page.get_by_role("button", name="More ways to send").click()
    expect(phone.page.locator("#ways")).to_be_visible()
    box = phone.page.locator("#ways").bounding_box()
    assert box is not None
    assert 0 < box["x"] < PHONE["width"] - box["width"]
    phone.page.keyboard.press("Escape")  # closes the menu, and does not leave the conversation
    expect(phone.page.locator("#ways")).to_be_hidden()
    expect(phone.thread).to_be_visible()
    phone.page.get_by_role("link", name="Customer", exact=True).click()
    pane = phone.page.get_by_role("complementary", name="Customer")
    expect(pane.get_by_role("heading", name="Lata Desai")).to_be_visible()
    expect(phone.thread).to_be_hidden()
    pane.get_by_role("link", name="Back to the conversation").click()
    expect(phone.message("Yes, until eight.")).to_be_visible()
    phone.page.get_by_role("link", name="Back to the queue").click()
    expect(phone.page.locator("#list")).to_be_visible()
    expect(phone.thread).to_be_hidden()
    assert phone.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
