"""A grievance from the form to its redress: in a browser that runs no scripts, at the desk, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.axe import violations
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.test_sorted import phone

pytestmark = pytest.mark.journey


def test_a_grievance_gets_a_ticket_a_decision_and_a_status(
    desk: Desk, customer: Callable[[str], Customer], browser: Browser
) -> None:
    usha = customer("Usha Grieved")
    address = show_page(desk)
    plain = phone(browser)
    plain.goto(f"{address}?lang=en")
    ticket = complain(plain, usha)
    word = text_of(usha.receive(1))
    assert ticket in word

    decide(desk, ticket)
    assert "You get a replacement from us." in text_of(usha.receive(2))

    link = re.search(r"https?://\S+/grievance/status/\S+", word)
    assert link is not None
    plain.goto(link[0])
    expect(plain.get_by_role("heading", name="What was decided")).to_be_visible()
    expect(plain.get_by_text("You get a replacement from us.").first).to_be_visible()


@pytest.mark.off_road
def test_who_has_no_mouse_complains_and_looks_how_it_stands(desk: Desk, browser: Browser) -> None:
    address = show_page(desk)
    page = browser.new_context(locale="en-IN").new_page()
    page.goto(f"{address}?lang=en")
    tab_to(page, "#name")
    for said in ("Vidya Keyboard", "98765 11223", ""):
        page.keyboard.type(said)
        page.keyboard.press("Tab")
    page.keyboard.type("Late")
    page.keyboard.press("Tab")
    page.keyboard.type("The parcel is three weeks late.")
    for _step in range(2):  # over the files
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Send the grievance"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Your grievance is with us")).to_be_visible()
    ticket, code = page.locator("dd b").all_inner_texts()[:2]
    tab_to(page, "a.btn")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Ticket number")).to_have_value(ticket)
    tab_to(page, "#code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=f"Grievance {ticket}")).to_be_visible()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus, and see that each step shows where one is."""
    for _step in range(40):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is never reached")


def show_page(desk: Desk) -> str:
    """Fill in what the rules want shown, and return the address at which customers see it."""
    desk.open("/settings/grievances/")
    shown = desk.page.locator("#shown a.link")
    if shown.count():
        return shown.get_attribute("href") or ""
    details = desk.page.locator("#details")
    details.get_by_label("Legal name").fill("Paanch Takiye Textiles Pvt. Ltd.")
    details.get_by_label("Address of the headquarters").fill("12, Ring Road, Surat")
    details.get_by_label("Telephone of customer care").fill("+91 261 555 0100")
    details.get_by_role("button", name="Save").click()
    officer = desk.page.locator("#officer")
    officer.get_by_label("Name", exact=True).fill("Kavita Shah")
    officer.get_by_label("Designation").fill("Owner")
    officer.get_by_label("Telephone").fill("+91 261 555 0101")
    officer.get_by_role("button", name="Name the officer").click()
    desk.page.get_by_role("button", name="Show it to customers").click()
    assert violations(desk.page) == []
    return shown.get_attribute("href") or ""


def complain(plain: Page, customer: Customer) -> str:
    """Send the form, and return the ticket number that it shows."""
    plain.get_by_label("Your name").fill(customer.name)
    plain.get_by_label("E-mail address or telephone number").fill(customer.address)
    plain.get_by_label("What is it about?").select_option("defective")
    plain.get_by_label("What happened, and what would put it right?").fill("The razai is torn at its seam.")
    plain.get_by_role("button", name="Send the grievance").click()
    expect(plain.get_by_role("heading", name="Your grievance is with us")).to_be_visible()
    return plain.locator("dd b").first.inner_text()


def decide(desk: Desk, ticket: str) -> None:
    """Look at the letter that we suggest, and send it."""
    desk.open("/grievances/")
    assert violations(desk.page) == []
    desk.page.get_by_role("link", name=ticket).click()
    expect(desk.page.get_by_text("automatic word", exact=False).first).to_be_visible()
    desk.page.get_by_role("link", name="Decide", exact=True).click()
    desk.page.get_by_label("What is decided").select_option("replacement")
    desk.page.get_by_role("button", name="Look at it").click()
    expect(desk.page.locator("#letter")).to_have_value(re.compile("You get a replacement from us."))
    assert violations(desk.page) == []
    desk.page.get_by_role("button", name="Decide and send the letter").click()
    expect(desk.page.get_by_text("Decided: Replacement.")).to_be_visible()


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
