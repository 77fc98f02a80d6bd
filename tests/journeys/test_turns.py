"""Whose turn it is: a snooze that a customer ends, a list of one's own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Request, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.customer import Customer
from tests.journeys.desk import SECONDS, Desk

pytestmark = pytest.mark.journey
MOST_EVENTS = 10  # that a mail makes, where they come one by one


@pytest.mark.off_road
def test_a_snooze_is_refused_to_who_waits_undone_and_ended_by_the_customer(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    omkar = customer("Omkar Joshi")
    desk.open()
    omkar.write("Please send the bill.")
    desk.choose("Omkar Joshi")
    desk.thread.get_by_role("log").focus()
    desk.page.keyboard.press("s")
    expect(desk.page.locator("#snooze")).to_contain_text("Omkar Joshi is waiting for an answer")
    desk.page.keyboard.press("Escape")
    desk.send("Here it is.")
    sent = omkar.receive()
    for is_undone in (True, False):
        desk.thread.get_by_role("log").focus()
        desk.page.keyboard.press("s")
        desk.page.get_by_role("button", name="When Omkar Joshi writes").click()
        if is_undone:
            desk.keep_toast()
        expect(desk.thread.locator("#thread-top")).to_contain_text("Until they write")
        if is_undone:
            desk.page.locator("#toasts [data-undo]").click()
            expect(desk.thread.locator("#thread-top")).to_contain_text("With the customer")
    desk.open("/desk/snoozed/")
    expect(desk.row("Omkar Joshi")).to_be_visible()
    omkar.answer(sent, "One more thing")
    expect(desk.row("Omkar Joshi")).to_be_hidden()


@pytest.mark.off_road
def test_filters_make_an_address_and_a_view(desk: Desk, customer: Callable[[str], Customer]) -> None:
    pari = customer("Pari Shetty")
    desk.open()
    pari.write("Where is my parcel, please? I have waited for a whole week now.")
    expect(desk.row("Pari Shetty")).to_be_visible()
    desk.page.get_by_role("link", name="Filter").click()
    desk.page.get_by_label("Language").select_option("hi")
    desk.page.get_by_role("button", name="Show these").click()
    desk.page.wait_for_url("**/desk/now/?language=hi")
    expect(desk.row("Pari Shetty")).to_be_hidden()
    desk.page.go_back()
    expect(desk.row("Pari Shetty")).to_be_visible()
    desk.open("/desk/now/?language=en")
    expect(desk.row("Pari Shetty")).to_be_visible()
    desk.page.get_by_text("Save as view").click()
    desk.page.get_by_label("Name of the view").fill("In English")
    desk.page.get_by_role("button", name="Save", exact=True).click()
    view = desk.page.locator("#navigation").get_by_role("link", name="In English")
    expect(view).to_have_attribute("aria-current", "page")
    desk.open("/desk/views/")
    desk.page.get_by_role("button", name="Delete In English").click()
    expect(desk.page.locator("#views-pane")).not_to_contain_text("In English")
    desk.page.locator("#toasts [data-undo]").click()
    expect(desk.page.locator("#views-pane")).to_contain_text("In English")


@pytest.mark.off_road
def test_an_empty_list_asks_for_news_and_not_for_ever(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    rekha = customer("Rekha Nambiar")
    desk.open("/desk/spam/")
    with desk.page.expect_request(_is_list):
        rekha.write("Do you have this in blue?")
    for _event in range(MOST_EVENTS):
        try:
            desk.page.wait_for_event("request", _is_list, timeout=1.5 * SECONDS)
        except PlaywrightTimeout:
            return
    pytest.fail("it asks and asks")


def _is_list(request: Request) -> bool:
    return "/desk/spam/" in request.url and request.is_navigation_request() is False
