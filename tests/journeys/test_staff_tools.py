"""Nothing is asked twice, and what is worked out beside a conversation goes into its reply, with the draft as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]


def opened(desk: Desk, name: str) -> Locator:
    """Open a tool by key and by its name in the list."""
    desk.page.locator("#thread .flow").focus()
    desk.page.keyboard.press("b")
    panel = desk.page.get_by_role("dialog", name="Tools")
    panel.get_by_role("link", name=name).click()
    expect(panel.get_by_role("heading", name=name)).to_be_visible()
    return panel


def put(panel: Locator, given: dict[str, str]) -> None:
    """Fill in a tool, and put what comes of it into the reply."""
    for label, value in given.items():
        panel.get_by_label(label, exact=True).fill(value)
    panel.get_by_role("button", name="Work it out").click()
    panel.get_by_role("button", name="Put it into the reply").click()
    expect(panel).to_be_hidden()


def test_what_is_known_is_laid_in_and_what_is_worked_out_goes_into_the_reply(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    lopa = customer("Lopa Majumdar")
    lopa.write("My order no PT-77120 came with a torn sheet. What would another one cost?", subject="Torn")
    desk.open().choose("Lopa Majumdar")
    desk.text.fill("Please share your order number.")
    hint = desk.page.locator("#pause [data-hint]")
    expect(hint).to_contain_text("You know the order already: PT-77120")
    hint.get_by_role("button", name="Insert it").click()
    expect(desk.text).to_have_value("Please share your order number. PT-77120")

    price = opened(desk, "Price after coupon")
    put(price, {"Price": "2000", "How much": "10"})
    expect(desk.text).to_have_value(
        "Please share your order number. PT-77120 With the coupon it is ₹1,800.00 instead of ₹2,000.00."
    )
    desk.page.locator("#thread .flow").focus()
    desk.page.keyboard.press("b")
    expect(price).to_contain_text("₹1,800.00")
    price.get_by_role("link", name="All tools").click()
    price.get_by_role("link", name="Bedsheet to mattress").click()
    put(
        price,
        {
            "Mattress, width": "60",
            "Mattress, length": "78",
            "Mattress, height": "6",
            "Sheet, width": "90",
            "Sheet, length": "108",
        },
    )
    desk.press_send()
    expect(desk.message("Please share your order number")).to_contain_text(
        "the sheet hangs over by 15 in (38.1 cm) at the sides"
    )
