"""From a solving answer to the customer's word on it, in a browser that runs no scripts, and back to the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
VOUCHES = "mx.journey.test"


def test_not_yet_comes_back_with_its_words_and_yes_is_the_customers_own(
    desk: Desk, customer: Callable[[str], Customer], browser: Browser
) -> None:
    believe(desk)
    priya = customer("Priya Sorted")
    priya.write("Where is my refund for the dohar?", proved_by=VOUCHES)
    desk.open().choose("Priya Sorted")
    desk.text.fill("It is on its way to you.")
    desk.page.locator('[popovertarget="ways"]').click()
    desk.page.get_by_role("button", name="Send and solve with").click()
    desk.page.locator("#solve-with").get_by_role("button", name="Refund").click()
    expect(desk.page.locator("#lines")).to_contain_text("called it solved · Refund")

    plain = phone(browser)
    plain.goto(link_in(priya.receive(2), "not-yet"))
    plain.get_by_label("What is missing?").fill("Nothing has come, I looked this morning.")
    plain.get_by_role("button", name="Send this answer").click()
    expect(plain.get_by_role("heading", name="we are on it again")).to_be_visible()

    desk.open().choose("Priya Sorted")
    expect(desk.message("Nothing has come, I looked this morning.")).to_be_visible()
    expect(desk.page.locator("#lines")).to_contain_text("Priya Sorted says that it is not sorted yet")
    desk.text.fill("Now it is there, the bank confirms it.")
    desk.page.keyboard.press("Control+Shift+Enter")
    expect(desk.page.locator("#thread-top")).to_contain_text("Solved")

    plain.goto(link_in(priya.receive(3), "yes"))
    plain.get_by_role("button", name="Send this answer").click()
    expect(plain.get_by_role("heading", name="Thank you for telling us")).to_be_visible()
    desk.page.reload()
    expect(desk.page.locator("#thread-top")).to_contain_text("Confirmed")


def believe(desk: Desk) -> None:
    """Let the shop believe a mail server about senders."""
    desk.open("/settings/incoming/")
    desk.page.locator("summary").filter(has_text="Proof of senders").click()
    desk.page.get_by_label("Names of your mail servers").fill(VOUCHES)
    desk.page.get_by_label("Nobody but this server can reach").check()
    desk.page.locator("details[open]").get_by_role("button", name="Save").click()


def phone(browser: Browser) -> Page:
    """Return a page of a cheap phone that runs no scripts."""
    viewport = {"width": 360, "height": 740}
    return browser.new_context(java_script_enabled=False, viewport=viewport, locale="en-IN").new_page()  # type: ignore[arg-type]


def link_in(mail: EmailMessage, answer: str) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found: list[str] = re.findall(rf"https?://\S+\?is={answer}", body.get_content())
    return found[-1]
