"""Many lines of the list at once: by mouse, by keys alone, and by thumb; undone by one press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, ViewportSize, expect

from tests.installation import Installation
from tests.journeys.axe import violations
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

PHONE: ViewportSize = {"width": 390, "height": 844}


def box(desk: Desk, name: str) -> Locator:
    """Return the box of a customer's line."""
    return desk.page.get_by_role("checkbox", name=f"Select {name}", exact=True)


def bar(page: Page) -> Locator:
    """Return what is done to many."""
    return page.get_by_role("form", name="What to do with what is selected")


def arrive(desk: Desk, customer: Callable[[str], Customer], names: list[str]) -> None:
    """Let customers write one after the other: their lines stand in this order."""
    for name in names:
        customer(name).write(f"Thank you from {name}.")
        expect(desk.row(name)).to_be_visible()


@pytest.mark.off_road
def test_a_range_begins_at_a_line_that_has_changed_since(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    names = [f"Range {word}" for word in ("Asha", "Bela", "Chitra")]
    desk.open()
    arrive(desk, customer, names)
    desk.row(names[0]).hover()
    box(desk, names[0]).check()
    other = Desk(desk.page.context.new_page(), shop.url).open()
    other.choose(names[0])
    other.page.get_by_role("textbox", name="New tag").fill("hurry")
    other.page.keyboard.press("Enter")
    expect(desk.row(names[0])).to_contain_text("hurry")
    box(desk, names[2]).click(modifiers=["Shift"])
    expect(bar(desk.page)).to_contain_text("3 selected")


@pytest.mark.several_processes
def test_five_are_solved_while_somebody_writes_and_one_press_undoes_it(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    names = [f"Many {word}" for word in ("Asha", "Bela", "Chitra", "Devi", "Esha")]
    desk.open()
    arrive(desk, customer, names)
    desk.row(names[0]).hover()
    box(desk, names[0]).check()
    expect(bar(desk.page)).to_contain_text("1 selected")
    box(desk, names[2]).click(modifiers=["Shift"])
    expect(bar(desk.page)).to_contain_text("3 selected")
    box(desk, names[3]).check()
    box(desk, names[4]).check()
    expect(desk.page.locator("#spoken")).to_have_text("5 selected")
    other = Desk(desk.page.context.new_page(), shop.url).open()
    before = desk.page.locator("#rows > li").evaluate_all("rows => rows.map((row) => row.id)")
    other.choose(names[1])
    other.page.get_by_role("textbox", name="New tag").fill("hurry")
    other.page.keyboard.press("Enter")
    customer("Many Newcomer").write("Hello?")
    expect(desk.row(names[1])).to_contain_text("hurry")
    expect(desk.page.get_by_role("button", name="1 new above")).to_be_visible()
    assert desk.page.locator("#rows > li").evaluate_all("rows => rows.map((row) => row.id)") == before
    expect(box(desk, names[1])).to_be_checked()
    expect(bar(desk.page)).to_contain_text("5 selected")
    assert violations(desk.page) == []
    bar(desk.page).get_by_role("button", name="Solve", exact=True).click()
    desk.keep_toast()
    expect(desk.page.locator("#toasts")).to_contain_text("5 solved")
    for name in names:
        expect(desk.row(name)).to_be_hidden()
    expect(desk.row("Many Newcomer")).to_be_visible()
    expect(bar(desk.page)).to_be_hidden()
    desk.page.get_by_role("button", name="Undo").click()
    for name in names:
        expect(desk.row(name)).to_be_visible()
    expect(desk.page.locator("#toasts")).to_contain_text("5 back as they were")


@pytest.mark.off_road
def test_by_keys_alone(desk: Desk, customer: Callable[[str], Customer]) -> None:
    names = ["Keys Farida", "Keys Gita", "Keys Hema"]
    desk.open()
    arrive(desk, customer, names)
    keys = desk.page.keyboard
    desk.row(names[0]).focus()
    keys.press("x")
    expect(bar(desk.page)).to_contain_text("1 selected")
    keys.press("j")
    keys.press("j")
    keys.press("Shift+X")
    expect(bar(desk.page)).to_contain_text("3 selected")
    keys.press("x")
    expect(bar(desk.page)).to_contain_text("2 selected")
    keys.press("Escape")
    expect(bar(desk.page)).to_be_hidden()
    expect(desk.row(names[2])).to_be_focused()
    keys.press("x")
    keys.press("t")
    desk.page.get_by_role("textbox", name="Tag", exact=True).fill("keyed")
    keys.press("Enter")
    expect(desk.page.locator("#toasts")).to_contain_text("1 tagged “keyed”")
    expect(desk.row(names[2])).to_contain_text("keyed")
    desk.row(names[0]).focus()
    keys.press("x")
    expect(bar(desk.page)).to_be_visible()
    keys.press("e")
    expect(desk.page.locator("#toasts")).to_contain_text("1 solved")
    expect(desk.row(names[0])).to_be_hidden()
    keys.press("z")
    expect(desk.row(names[0])).to_be_visible()


@pytest.mark.off_road
def test_a_thumb_rests_on_a_line_and_taps_others(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    phone = Desk(contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page(), shop.url).open()
    names = ["Thumb Indu", "Thumb Jaya"]
    arrive(phone, customer, names)
    press(phone.row(names[0]))
    expect(bar(phone.page)).to_contain_text("1 selected")
    phone.row(names[1]).tap()
    expect(bar(phone.page)).to_contain_text("2 selected")
    expect(phone.page.locator("#list")).to_be_visible()
    assert violations(phone.page) == []
    for button in bar(phone.page).get_by_role("button").all():
        size = button.bounding_box()
        assert size is None or min(size["width"], size["height"]) >= 44
    bar(phone.page).get_by_role("button", name="Solve", exact=True).tap()
    phone.keep_toast()
    expect(phone.row(names[0])).to_be_hidden()
    phone.page.get_by_role("button", name="Undo").tap()
    expect(phone.row(names[0])).to_be_visible()
    phone.page.get_by_role("button", name="Select", exact=True).tap()
    phone.row(names[1]).tap()
    expect(bar(phone.page)).to_contain_text("1 selected")
    phone.page.get_by_role("button", name="Select nothing").tap()
    expect(bar(phone.page)).to_be_hidden()
    phone.row(names[1]).tap()
    expect(phone.thread.get_by_role("heading", name=names[1])).to_be_visible()


def press(line: Locator) -> None:
    """Let a finger rest on a line until it is chosen."""
    line.scroll_into_view_if_needed()
    spot = line.bounding_box()
    assert spot is not None
    session = line.page.context.new_cdp_session(line.page)
    point = {"x": spot["x"] + 200, "y": spot["y"] + spot["height"] / 2}
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    expect(line.page.locator("#list")).to_contain_class("choosing")
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    session.detach()


@pytest.mark.off_road
def test_without_scripts_a_box_and_a_button_are_enough(
    contexts: Callable[..., BrowserContext],
    desk: Desk,
    shop: Installation,
    customer: Callable[[str], Customer],
) -> None:
    desk.open()
    arrive(desk, customer, ["Plain Kiran"])
    plain = Desk(contexts(java_script_enabled=False).new_page(), shop.url)
    plain.page.goto(shop.url + "/desk/now/")
    box(plain, "Plain Kiran").check()
    plain.page.get_by_role("button", name="Select", exact=True).click()
    expect(plain.page.get_by_text("1 selected")).to_be_visible()
    plain.page.get_by_role("checkbox").uncheck()
    plain.page.get_by_role("button", name="Solve", exact=True).click()
    expect(plain.page.get_by_text("1 solved")).to_be_visible()
    plain.page.get_by_role("button", name="Undo").click()
    expect(plain.page.get_by_text("1 back as they were")).to_be_visible()
