"""On a phone: two customers turn out to be one, are looked at side by side, put together, and taken apart again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import NARROW
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


def test_two_who_are_one_are_put_together_on_a_phone_and_taken_apart(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    home, office = customer("Yamini Trivedi"), customer("Yamini Office")
    home.write("Where are my sheets?", subject="Sheets from home")
    office.write("Please send the bill.", subject="Bill for the office")
    desk.open()
    for name in ("Yamini Trivedi", "Yamini Office"):
        expect(desk.row(name)).to_be_visible()
    page = desk.page
    page.set_viewport_size(NARROW)
    desk.open("/desk/customers/")
    page.get_by_role("link", name="Yamini Trivedi").click()
    page.locator("summary", has_text="Put together with another customer").click()
    page.get_by_label("Reference or address of the other customer").fill(office.address)
    page.locator("details[open]").get_by_role("button", name="Look").click()
    goes, stays = page.get_by_label("Comes in"), page.get_by_label("Stays", exact=True)
    expect(goes).to_contain_text(office.address)
    expect(stays).to_contain_text(home.address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Put them together").click()
    told = page.get_by_role("status").filter(has_text="is part of this one now")
    expect(told).to_be_visible()
    expect(page.get_by_role("link", name="Bill for the office")).to_be_visible()
    told.get_by_role("button", name="Undo").click()
    expect(told).to_be_hidden()
    expect(page.get_by_role("link", name="Sheets from home")).to_be_visible()
    expect(page.get_by_role("link", name="Bill for the office")).to_be_hidden()
