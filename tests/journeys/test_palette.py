"""Find or do: by keyboard, by ear and on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.conftest import WIDE
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk
from tests.journeys.held import Held

pytestmark = [pytest.mark.journey, pytest.mark.one_engine]

PHONE: ViewportSize = {"width": 390, "height": 844}


def palette_of(page: Page) -> Locator:
    """Return the open palette."""
    return page.get_by_role("dialog", name="Find or do")


def chosen_in(palette: Locator) -> Locator:
    """Return the line that Enter would take."""
    return palette.get_by_role("option", selected=True)


def test_a_conversation_is_found_and_solved_by_keyboard_alone(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    desk.open()
    customer("गीता राव").write("Kab milega?")
    expect(desk.row("गीता राव")).to_be_visible()
    keys, palette = desk.page.keyboard, palette_of(desk.page)
    keys.press("Control+k")
    field = palette.get_by_role("combobox")
    expect(field).to_be_focused()
    keys.type("geeta")
    expect(palette.get_by_role("group", name="People").get_by_role("option")).to_contain_text(["गीता राव"])
    expect(chosen_in(palette)).to_contain_text("गीता राव")
    expect(field).to_have_attribute("aria-activedescendant", re.compile("^f-"))
    keys.press("Enter")
    expect(desk.thread.get_by_role("heading", name="गीता राव")).to_be_visible()
    keys.press("Control+k")
    about = palette.get_by_role("group", name="For गीता राव")
    expect(about.get_by_role("option", name="Solve")).to_be_visible()
    assert violations(desk.page) == []
    desk.page.set_viewport_size(WIDE)
    keys.type("solve")
    expect(chosen_in(palette)).to_contain_text("Solve")
    keys.press("Enter")
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    keys.press("Control+k")
    expect(about.get_by_role("option", name="Reopen")).to_be_visible()
    keys.press("Escape")
    expect(palette).to_be_hidden()


@pytest.mark.off_road
def test_what_is_pressed_while_an_answer_comes_is_taken(
    contexts: Callable[..., BrowserContext], shop: Installation
) -> None:
    desk = Desk(contexts(service_workers="block").new_page(), shop.url).open()
    mouse, palette = desk.page.mouse, palette_of(desk.page)
    desk.page.keyboard.press("Control+k")
    place = palette.get_by_role("option").filter(has_text="Solved")
    expect(place).to_be_visible()
    late = Held(desk.page, re.compile(r"[?]q=geeta$"))
    palette.get_by_role("combobox").fill("geeta")
    late.wait()
    place.hover()
    mouse.down()
    late.let_go()
    desk.page.wait_for_function("() => document.readyState === 'complete'")
    mouse.up()
    desk.page.wait_for_url("**/desk/solved/")


@pytest.mark.off_road
def test_keys_do_nothing_with_modifiers_and_work_where_the_layout_has_no_latin_letters(desk: Desk) -> None:
    desk.open()
    press = """([key, code, more]) => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {key, code, bubbles: true, cancelable: true, ...more}))"""
    keys = desk.page.locator("#keys")
    for more in ({"altKey": True}, {"ctrlKey": True}, {"metaKey": True}):
        desk.page.evaluate(press, ["?", "Slash", more])
        expect(keys).to_be_hidden()
    desk.page.evaluate(press, ["य", "Slash", {"shiftKey": True}])
    expect(keys).to_be_visible()
    expect(keys.get_by_text("Write to a customer")).to_be_visible()
    expect(keys.get_by_text("Snooze", exact=True)).to_be_hidden()  # no conversation is open


@pytest.mark.off_road
def test_on_a_phone_find_opens_the_palette_with_its_thumb(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    customer("Hansa Joshi").write("Is it cotton?")
    expect(phone.row("Hansa Joshi")).to_be_visible()
    phone.page.get_by_role("navigation", name="Main, at the foot").get_by_role("link", name="Find").tap()
    palette = palette_of(phone.page)
    palette.get_by_role("combobox").fill("hansa")
    person = palette.get_by_role("group", name="People").get_by_role("option")
    expect(person).to_be_visible()
    box = person.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    person.tap()
    expect(phone.thread.get_by_role("heading", name="Hansa Joshi")).to_be_visible()
