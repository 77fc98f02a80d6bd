"""What begins on our pages and ends elsewhere: a browser holds the redirects after a form to the policy of our forms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


def test_a_mail_is_taken_out_of_the_ledger_as_it_came(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    customer("Kusum Vora").write("Is the blue one washable?")
    desk.open().choose("Kusum Vora")
    page = desk.open("/settings/ledger/").page
    page.locator("#main").get_by_role("link", name="Open").first.click()
    with desk.page.expect_download() as begun:
        desk.page.get_by_role("link", name="Download it as it came").click()
    assert b"Is the blue one washable?" in Path(begun.value.path()).read_bytes()


def test_adding_gmail_leads_to_the_sign_in_at_google(desk: Desk) -> None:
    desk.page.route("https://accounts.google.com/**", lambda route: route.fulfill(body="Google"))
    desk.open("/settings/mailboxes/new/gmail/")
    desk.page.get_by_label("Mail address").fill("paanch@gmail.com")
    desk.page.get_by_role("button", name="Go on to the sign-in").click()
    expect(desk.page.get_by_text("Google", exact=True)).to_be_visible()
    assert "client_id=saath-of-the-test" in desk.page.url
