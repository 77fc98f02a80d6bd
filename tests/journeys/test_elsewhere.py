"""A customer is answered at a second address of theirs, by choice and with a reason, and answers from there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.customer import Customer, plain_text
from tests.journeys.desk import SECONDS, Desk
from tests.journeys.test_sorted import VOUCHES, believe

pytestmark = pytest.mark.journey


@pytest.mark.off_road
def test_an_answer_goes_to_the_office_and_what_comes_back_is_answered_there(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    believe(desk)
    at_home, at_work = customer("Asha Switched"), customer("Asha Office")
    at_home.write("Please send the bill to my office address.")
    desk.open()
    page, row = desk.page, desk.row("Asha Switched")
    expect(row).to_be_visible(timeout=20 * SECONDS)
    here = row.get_attribute("href") or ""
    desk.open(f"{here}customer/")
    page.get_by_text("Another e-mail address").click()
    page.locator("#customer-address").fill(at_work.address)
    page.get_by_role("button", name="Add it", exact=True).click()
    expect(page.locator("#customer")).to_contain_text(at_work.address)

    desk.open(here)
    offer = page.get_by_role("button", name="Answer elsewhere, this once")
    offer.click()
    expect(page.locator("#elsewhere")).to_contain_text("opens when they write from it")
    expect(page.locator("#elsewhere [name=to]")).to_have_count(0)

    at_work.write("This is my office.", subject="From the office", proved_by=VOUCHES)
    desk.open()
    expect(desk.row("Asha Switched")).to_have_count(2, timeout=20 * SECONDS)
    desk.open(here)
    desk.text.fill("Here is the bill.")
    offer.click()
    menu = page.locator("#elsewhere")
    menu.get_by_label(at_work.address).check()
    menu.get_by_label("The customer asked for it").check()
    assert violations(page) == []
    menu.get_by_role("button", name="Answer there").click()
    expect(page.locator("#composer")).to_contain_text(f"This answer goes by E-mail to {at_work.address}")
    expect(desk.text).to_have_value("Here is the bill.")
    desk.press_send()
    expect(desk.message("Here is the bill.")).to_contain_text(f"to {at_work.address}")
    expect(page.locator("#lines")).to_contain_text("The customer asked for it")

    mails = [at_work.receive(number) for number in (1, 2)]
    [bill] = [each for each in mails if "Here is the bill." in plain_text(each)]  # the other one acknowledges
    at_work.answer(bill, "Thank you, it is here.")
    expect(desk.message("Thank you, it is here.")).to_be_visible(timeout=20 * SECONDS)
    desk.open(here)
    expect(page.locator("#composer")).to_contain_text(f"{at_work.address}, where they wrote last")
