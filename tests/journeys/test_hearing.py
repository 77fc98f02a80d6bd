"""Somebody writes: it is heard, counted in the title, and as quiet as one wants it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.axe import violations
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

NEW = "Somebody new writes, to me or to nobody yet"


@pytest.mark.off_road
def test_a_new_customer_is_heard_and_counted_unless_that_was_put_off(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    page = desk.open("/settings/notifications/").page
    page.get_by_label("Quiet", exact=True).select_option(label="Never")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Quiet", exact=True)).to_have_value("never")
    assert violations(page) == []

    desk.open()
    customer("Zoya Khan").write("Do you gift-wrap?")
    expect(desk.row("Zoya Khan")).to_be_visible()
    expect(page.locator("body")).to_have_attribute("data-heard", "new")
    expect(page).to_have_title(re.compile(r"^\([1-9]\d*\) Answer now"))

    desk.open("/settings/notifications/")
    page.get_by_role("group", name=NEW).get_by_label("Sound").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_role("group", name=NEW).get_by_label("Sound")).not_to_be_checked()
    desk.open()
    customer("Zubin Irani").write("And do you engrave?")
    expect(desk.row("Zubin Irani")).to_be_visible()
    expect(page.locator("body")).not_to_have_attribute("data-heard", "new")
