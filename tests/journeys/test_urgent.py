"""From a policy that was looked at before it was saved to a conversation that is called urgent by keys, and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.journey, pytest.mark.off_road]


def test_a_policy_is_tried_and_kept_and_what_is_urgent_has_its_time(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    page = desk.open("/settings/policies/").page
    page.get_by_role("link", name="New policy").click()
    page.get_by_label("Name", exact=True).fill("What cannot wait")
    page.get_by_label("Priority").select_option("Urgent")
    page.get_by_label("First answer within", exact=False).first.fill("2")
    page.get_by_role("button", name="See what it would do").click()
    expect(page.get_by_text("It would have caught 0 of them.")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("What cannot wait")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#policies")).to_be_visible()
    expect(page.get_by_text("Urgent: first answer within 2 minutes, warning at 75 %")).to_be_visible()

    customer("Uma Urgent").write("My shop opens tomorrow and nothing is here.")
    desk.open().choose("Uma Urgent")
    desk.thread.get_by_role(
        "heading", name="Uma Urgent"
    ).click()  # out of the answer, in which keys are letters
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="How urgent is it?")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("#lines")).to_contain_text("called it urgent")
    line = desk.row("Uma Urgent")
    expect(line.locator(".chip.rank")).to_have_text("Urgent")
    page.locator("#toasts [data-undo]").click()
    expect(page.locator("#lines")).to_contain_text("gave it the usual priority")
    expect(line.locator(".chip.rank")).to_have_count(0)
