"""Two mails about one matter are brought together and separated again, and one conversation about two matters is split."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey


@pytest.mark.off_road
def test_another_mail_that_waits_is_brought_in_undone_and_brought_in_again(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    qadir = customer("Qadir Hussain")
    desk.open()
    qadir.write("Where is my parcel?", subject="Order PT-20500")
    desk.choose("Qadir Hussain")
    desk.send("It comes on Friday.")
    sent = qadir.receive()
    qadir.write("It came, but one pillow is torn.", subject="Torn pillow")
    desk.open()
    expect(desk.row("Qadir Hussain")).to_be_visible()
    desk.choose("Qadir Hussain")
    qadir.answer(sent, "And when does the second one come?")
    expect(desk.page.locator("#customer")).to_contain_text("Order PT-20500")
    expect(desk.page.locator("#rows a.conv", has_text="And when does")).to_be_visible()
    desk.open(desk.page.url.removeprefix(desk.url))
    offer = desk.page.locator("#others")
    expect(offer).to_contain_text("Qadir Hussain has another conversation that waits")
    for is_undone in (True, False):
        offer.get_by_role("button").click()
        if is_undone:
            desk.keep_toast()
        expect(desk.message("And when does the second one come?")).to_be_visible()
        expect(desk.message("It comes on Friday.")).to_be_visible()
        expect(
            desk.thread.locator("#lines .event", has_text="put another conversation into this one").last
        ).to_be_visible()
        if is_undone:
            desk.page.locator("#toasts [data-undo]").click()
            expect(desk.message("It comes on Friday.")).to_be_hidden()
            expect(desk.message("It came, but one pillow is torn.")).to_be_visible()
    desk.send("Both come on Monday.")
    qadir.answer(qadir.receive(2), "Thank you, both it is.")
    expect(desk.message("Thank you, both it is.")).to_be_visible()


@pytest.mark.off_road
def test_a_conversation_is_split_from_a_message_on_and_put_together_again(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    ritu = customer("Ritu Bakshi")
    desk.open()
    ritu.write("I would like to return the cushion.", subject="Return")
    desk.choose("Ritu Bakshi")
    desk.send("A courier collects it tomorrow.")
    ritu.answer(ritu.receive(), "Good. Do you make sheets for a cot?")
    asked = desk.message("Do you make sheets for a cot?")
    expect(asked).to_be_visible()
    before = desk.page.url
    asked.locator(".more-of summary").click()
    asked.get_by_role("link", name="A conversation of its own from here").click()
    desk.keep_toast()
    expect(desk.message("I would like to return")).to_be_hidden()
    expect(asked).to_be_visible()
    assert desk.page.url != before
    desk.page.locator("#toasts [data-undo]").click()
    expect(desk.message("I would like to return")).to_be_visible()
    expect(asked).to_be_visible()
    desk.open(before.removeprefix(desk.url))
    expect(asked).to_be_visible()
