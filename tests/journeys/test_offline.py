"""The line goes, and comes back: what was open is read, what was written waits, nothing is lost, doubled or left behind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.installation import OWNER, PASSWORD, Installation, wait_until
from tests.journeys.axe import violations
from tests.journeys.customer import Customer
from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey

OFFLINE = "Offline: you read what was open; what you write waits."
KEPT = """async () => {
    const names = (await caches.keys()).filter((name) => name.startsWith("saath-read "));
    const shelves = await Promise.all(names.map((name) => caches.open(name)));
    return (await Promise.all(shelves.map((shelf) => shelf.keys()))).flat().map(({ url }) => url);
}"""


FRESH = """(headers) => fetch(location.href, { headers: { "HX-Request": "true", ...headers } })
    .then((answer) => answer.status, () => "no line")"""


def kept_pages(page: Page) -> list[str]:
    """Return the addresses that this browser could show without a connection."""
    return list(page.evaluate(KEPT))


def ready(desk: Desk) -> Desk:
    """Open the desk in a browser that has installed what it needs without a connection."""
    desk.open()
    wait_until(lambda: kept_pages(desk.page), "the browser keeps the page")
    return desk


def test_what_was_open_is_read_and_an_answer_leaves_once_though_the_page_was_closed(
    desk: Desk, customer: Callable[[str], Customer]
) -> None:
    tara = customer("Tara Bhatt")
    tara.write("Will it shrink?")
    customer("Uday Rane").write("Never opened.")
    ready(desk).choose("Tara Bhatt")
    expect(desk.page.locator("#customer")).to_contain_text("Tara Bhatt")
    context, address = desk.page.context, desk.page.url
    context.set_offline(True)
    desk.text.fill("No, wash it cold.")
    desk.press_send()
    expect(desk.page.locator("#trouble")).to_contain_text(OFFLINE)
    expect(desk.page.locator("#outbox")).to_contain_text("No, wash it cold.")
    assert violations(desk.page) == []
    desk.page.close()

    again = Desk(context.new_page(), desk.url)
    again.page.goto(address)
    expect(again.message("Will it shrink?")).to_be_visible()
    expect(again.page.locator("#trouble")).to_contain_text(OFFLINE)
    expect(again.page.locator("#outbox")).to_contain_text("No, wash it cold.")
    expect(again.text).to_have_value("")
    assert again.page.evaluate(FRESH, {"Saath-Fresh": "true"}) == "no line"  # of what is new nothing is kept
    again.page.goto(f"{desk.url}/desk/now/")
    expect(again.row("Tara Bhatt")).to_be_visible()
    expect(again.page.locator("#outbox")).to_contain_text("No, wash it cold.")
    again.page.goto(f"{desk.url}/settings/shop/")
    expect(again.page.get_by_role("heading")).to_contain_text("You are offline")
    again.page.goto(address)
    expect(again.page.locator("#outbox")).to_be_visible()

    context.set_offline(False)
    expect(again.message("No, wash it cold.")).to_be_visible()
    expect(again.page.locator("#outbox")).to_be_hidden()
    tara.receive()
    again.page.reload()
    expect(again.message("No, wash it cold.")).to_have_count(1)
    assert len(tara.office.to(tara.address)) == 1


@pytest.mark.off_road
def test_what_waits_is_taken_back_into_the_composer(desk: Desk, customer: Callable[[str], Customer]) -> None:
    vani = customer("Vani Iyer")
    vani.write("Is it wool?")
    ready(desk).choose("Vani Iyer")
    desk.page.context.set_offline(True)
    desk.text.fill("It is cotton.")
    desk.press_send()
    box = desk.page.locator("#outbox")
    box.get_by_role("button", name="Take back").click()
    expect(box).to_be_hidden()
    expect(desk.text).to_have_value("It is cotton.")
    desk.page.context.set_offline(False)
    desk.send("It is cotton.")
    vani.receive()
    assert len(vani.office.to(vani.address)) == 1


@pytest.mark.off_road
def test_what_was_said_meanwhile_is_read_before_a_waiting_answer_goes(
    desk: Desk, customer: Callable[[str], Customer], contexts: Callable[..., BrowserContext]
) -> None:
    wasim = customer("Wasim Shaikh")
    wasim.write("Send it today, please.")
    ready(desk).choose("Wasim Shaikh")
    desk.send("I shall.")
    letter = wasim.receive()
    desk.page.context.set_offline(True)
    desk.text.fill("It left this morning.")
    desk.press_send()
    wasim.answer(letter, "Do not send it after all.")
    elsewhere = Desk(contexts().new_page(), desk.url).open("/desk/now/")
    elsewhere.choose("Wasim Shaikh")
    expect(elsewhere.message("Do not send it after all.")).to_be_visible()
    desk.page.context.set_offline(False)
    box = desk.page.locator("#outbox")
    expect(box).to_contain_text("Look at it before it goes")
    expect(desk.message("Do not send it after all.")).to_be_visible()
    expect(desk.message("It left this morning.")).to_have_count(0)
    assert len(wasim.office.to(wasim.address)) == 1


def test_signing_out_leaves_nothing_to_read(
    contexts: Callable[..., BrowserContext], shop: Installation, customer: Callable[[str], Customer]
) -> None:
    customer("Yash Vora").write("A secret of mine.")
    context = contexts(storage_state=None)
    desk = Desk(context.new_page(), shop.url)
    desk.page.goto(f"{shop.url}/")
    desk.page.get_by_label("E-mail address").fill(OWNER)
    desk.page.get_by_label("Password", exact=True).fill(PASSWORD)
    desk.page.get_by_role("button", name="Sign in", exact=True).click()
    desk.page.wait_for_url("**/desk/now/")
    ready(desk).choose("Yash Vora")
    address = desk.page.url
    desk.page.goto(f"{shop.url}/settings/you/")
    assert kept_pages(desk.page) != []
    desk.page.get_by_role("button", name="Sign out").click()
    desk.page.wait_for_url("**/sign-in/**")
    wait_until(lambda: not kept_pages(desk.page), "the browser forgets what it kept")
    context.set_offline(True)
    desk.page.goto(address)
    expect(desk.page.get_by_role("heading")).to_contain_text("You are offline")
    expect(desk.page.locator("body")).not_to_contain_text("A secret of mine.")


def test_the_desk_can_be_installed_with_icons_that_are_there(desk: Desk) -> None:
    desk.open()
    href = desk.page.locator("link[rel=manifest]").get_attribute("href")
    manifest = desk.page.request.get(desk.url + str(href)).json()
    assert manifest["short_name"] in manifest["name"]
    assert {each["purpose"] for each in manifest["icons"]} == {"any", "maskable"}
    for icon in manifest["icons"]:
        assert desk.page.request.get(desk.url + icon["src"]).ok
