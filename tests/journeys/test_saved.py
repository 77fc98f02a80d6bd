"""Saved replies: written once, laid in by `/`, by keyboard alone and on a phone."""

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


def save(page: Page, url: str, name: str, *, also: dict[str, str] | None = None, **texts: str) -> None:
    """Write a saved reply on its page; `also` are fields by their labels."""
    page.goto(f"{url}/answers/new/")
    page.get_by_label("Name", exact=True).fill(name)
    for code, text in texts.items():
        page.locator(f"[data-wording={code}]").fill(text)
    for label, value in (also or {}).items():
        field = page.get_by_label(label)
        field.select_option(label=value) if field.evaluate("f => f.matches('select')") else field.fill(value)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(f"Saved: {name}.")).to_be_visible()


def options(desk: Desk) -> Locator:
    """Return what the menu offers."""
    return desk.page.locator("#saved [role=option]")


def test_written_once_found_in_any_script_laid_in_and_done_with_the_answer(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    save(
        desk.page, shop.url, "Refund is sent", also={"Put on these tags": "refund", "Whose turn it is": "Solve it"},
        en="Dear {{customer.name|friend}}, the refund left.", hi="पैसे वापस भेज दिए।",
    )  # fmt: skip
    kiran = customer("Kiran Rao")
    kiran.write("Where is my refund? I sent it back a week ago.")
    desk.open().choose("Kiran Rao")
    keys = desk.page.keyboard
    keys.type("/")
    expect(options(desk).first).to_contain_text("Refund is sent")
    expect(desk.page.get_by_text("For what Kiran Rao wrote")).to_be_visible()
    keys.type("रिफंड")
    expect(options(desk)).to_have_count(1)
    expect(desk.page.locator("#saved [data-shown-preview]")).to_contain_text("Also: tag refund, solve")
    keys.press("Enter")
    expect(desk.text).to_have_value("Dear Kiran, the refund left.")
    expect(desk.text).to_be_focused()
    expect(desk.page.locator("#composer [name=saved]")).to_be_checked()
    expect(desk.page.locator("#pause [name=version]")).not_to_have_value("0")
    desk.page.reload()
    expect(desk.text).to_have_value("Dear Kiran, the refund left.")
    expect(desk.page.locator("#composer [data-inserted]")).to_contain_text("Also: tag refund, solve")
    expect(desk.page.locator("#composer [name=saved]")).to_be_checked()
    desk.text.click()
    keys.press("Control+Enter")
    expect(desk.message("Dear Kiran, the refund left.")).to_be_visible()
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    kiran.receive()


@pytest.mark.off_road
def test_what_is_left_to_fill_in_keeps_the_answer_here(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    save(desk.page, shop.url, "By when", en="You hear from me by {{promise.time}}.")
    omkar = customer("Omkar Sathe")
    omkar.write("By when do I hear?")
    desk.open().choose("Omkar Sathe")
    desk.send("Let me look.")
    desk.text.fill("")
    desk.page.keyboard.type("/by when")
    expect(options(desk)).to_have_count(1)
    expect(desk.page.locator("#saved mark")).to_have_text("{{promise.time}}")
    desk.page.keyboard.press("Enter")
    expect(desk.text).to_have_value("You hear from me by {{promise.time}}.")
    desk.press_send()
    expect(desk.page.locator("#composer").get_by_role("alert")).to_contain_text("{{promise.time}}")
    desk.page.keyboard.type("18:00")
    expect(desk.text).to_have_value("You hear from me by 18:00.")
    desk.press_send()
    expect(desk.message("You hear from me by 18:00.")).to_be_visible()


@pytest.mark.off_road
def test_by_keyboard_alone_a_slash_is_a_slash_and_escape_leads_back(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    save(desk.page, shop.url, "Which size", en="Measure the mattress.")
    customer("Pooja Nene").write("Which size do I need?")
    desk.open().choose("Pooja Nene")
    keys, menu = desk.page.keyboard, desk.page.locator("#saved")
    keys.type("and/or")
    expect(desk.text).to_have_value("and/or")
    desk.text.fill("")
    keys.type("/")
    expect(menu).to_be_visible()
    keys.press("Escape")
    expect(menu).to_be_hidden()
    expect(desk.text).to_be_focused()
    keys.type("/")
    expect(menu.get_by_role("combobox")).to_be_focused()
    keys.type("/")
    expect(desk.text).to_have_value("/")
    desk.text.fill("")
    desk.page.locator("#thread .flow").focus()
    keys.press("/")
    expect(menu.get_by_role("combobox")).to_be_focused()
    keys.type("measure")
    expect(options(desk)).to_have_count(1)
    expect(menu.get_by_role("combobox")).to_have_attribute(
        "aria-activedescendant", "saved-" + _id(options(desk))
    )
    keys.press("Enter")
    expect(desk.text).to_have_value("Measure the mattress.")


def _id(option: Locator) -> str:
    return str(option.first.get_attribute("id")).removeprefix("saved-")


@pytest.mark.off_road
def test_the_menu_and_what_was_laid_in_break_no_rule_of_access(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    save(desk.page, shop.url, "Wait for it", en="By {{promise.time}}.", also={"Put on these tags": "waits"})
    customer("Sara Khan").write("When do I get it?")
    desk.open().choose("Sara Khan")
    desk.page.keyboard.type("/wait for it")
    expect(options(desk)).to_have_count(1)
    assert _violations(desk.page) == []
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#composer [name=saved]")).to_be_checked()
    assert _violations(desk.page) == []


def _violations(page: Page) -> list[str]:
    """Return what axe finds but for what lies half under something that is open."""
    return [line for line in violations(page) if "partially obscured" not in line]


@pytest.mark.off_road
def test_a_macro_does_it_at_once_and_undo_takes_it_back(
    desk: Desk, shop: Installation, customer: Callable[[str], Customer]
) -> None:
    save(
        desk.page,
        shop.url,
        "Thanks only",
        also={"Put on these tags": "thanks", "Whose turn it is": "Solve it"},
    )
    customer("Rekha Iyer").write("Thank you!")
    desk.open().choose("Rekha Iyer")
    desk.page.keyboard.type("/thanks only")
    expect(options(desk)).to_have_count(1)
    desk.page.keyboard.press("Enter")
    expect(desk.thread.locator("#thread-top")).to_contain_text("Solved")
    desk.page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(desk.thread.get_by_role("button", name="Solve", exact=True)).to_be_visible()


@pytest.mark.off_road
def test_on_a_phone_the_menu_is_a_sheet_from_below(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    page = contexts(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    save(page, shop.url, "Open until eight", en="We are here until eight.")
    customer("Tara Dave").write("Until when are you open?")
    phone = Desk(page, shop.url).open()
    phone.choose("Tara Dave")
    page.get_by_role("button", name="Saved replies").tap()
    sheet = page.locator("#saved")
    expect(options(phone).first).to_be_visible()
    box = sheet.bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, PHONE["width"], PHONE["height"])
    sheet.get_by_role("combobox").fill("until eight")
    expect(options(phone)).to_have_count(1)
    options(phone).first.tap()
    expect(phone.text).to_have_value("We are here until eight.")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
