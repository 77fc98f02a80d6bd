"""Answers that are taken back in the pause before they leave: one that promises, and one that never leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.installation import Installation
from tests.journeys.conftest import a_shop_at_work
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.post_office import PostOffice

pytestmark = pytest.mark.journey
PAUSE_SECONDS = 15


@pytest.fixture(scope="module")
def shop(chromium: str, office: PostOffice) -> Iterator[Installation]:
    """Return a shop whose answers wait long enough to be taken back."""
    with a_shop_at_work("undo", smtp_out=office.url, undo_seconds=str(PAUSE_SECONDS)) as installation:
        yield installation


@pytest.mark.off_road
def test_a_promise_by_keyboard_is_said_owed_taken_back_and_kept(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    nalini = customer("Nalini Rao")
    desk.open()
    nalini.write("Will my parcel come this week?")
    desk.choose("Nalini Rao")
    desk.thread.get_by_role("log").focus()
    keys = desk.page.keyboard
    keys.press("p")
    menu = desk.page.locator("#promise")
    expect(menu.get_by_role("radio", name="To write")).to_be_focused()
    menu.locator("button[name=until]").last.click()
    expect(desk.page.locator("#composer [data-promised]")).to_be_visible()
    said = desk.text.input_value()
    assert said.startswith("I will write to you by ")
    desk.press_send()
    desk.keep_toast()
    expect(desk.thread.locator("#lines .event")).to_contain_text("promised an update by")
    expect(desk.page.locator("#owed")).to_contain_text("Your next answer keeps it")
    desk.page.locator("#toasts [data-undo]").click()
    expect(desk.text).to_have_value(said)
    expect(desk.page.locator("#composer [data-promised]")).to_be_visible()
    expect(desk.page.locator("#owed")).not_to_contain_text("promised")
    desk.press_send()
    expect(desk.page.locator("#owed")).to_contain_text("Your next answer keeps it")
    desk.send("It comes on Friday.")
    expect(desk.thread.locator("#lines")).to_contain_text("Kept at")
    expect(desk.page.locator("#owed")).not_to_contain_text("promised")
    nalini.receive(2)


@pytest.mark.several_processes
def test_an_answer_taken_back_in_the_pause_never_leaves(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    nisha, omar = customer("Nisha Bose"), customer("Omar Ali")
    nisha.write("Which colour do I get?")
    omar.write("And I?")
    desk.open().choose("Nisha Bose")
    desk.send("Blue. No, wait")
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.text).to_have_value("Blue. No, wait")
    expect(desk.message("Blue. No, wait")).to_have_count(0)

    # Written later, so that it leaves later: what was taken back had its time.
    desk.choose("Omar Ali")
    desk.send("Green.")
    omar.receive()
    assert nisha.office.to(nisha.address) == []
