"""The scripts of every page, in a real browser under the real Content-Security-Policy."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=site, color_scheme="light", viewport={"width": 1280, "height": 800}
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/guide/")
    yield page
    context.close()
    refused = [text for text in said if "Content Security Policy" in text or "Error:" in text]
    assert refused == []


def test_theme_goes_round_and_is_remembered(page: Page) -> None:
    root = page.locator("html")
    toggle = page.locator(".nav [data-theme-toggle]")
    toggle.click()
    expect(root).to_have_attribute("data-theme", "light")
    toggle.click()
    expect(root).to_have_attribute("data-theme", "dark")
    page.reload()
    expect(root).to_have_attribute("data-theme", "dark")
    toggle.click()
    page.reload()
    assert root.get_attribute("data-theme") is None


def test_timers_count_by_the_clock_of_the_server(page: Page) -> None:
    due = int(page.locator("html").get_attribute("data-now") or 0)
    page.evaluate(
        """due => {
            const wait = document.querySelector(".wait[data-exact]");
            wait.dataset.due = due + Math.ceil(performance.now() / 1000);
        }""",
        due + 62,
    )
    wait = page.locator(".wait[data-exact]")
    expect(wait).to_contain_text("0:5")
    expect(wait).to_have_class("wait big hurry")
    expect(page.locator("#spoken")).to_have_text("One minute left to answer.")


def test_keys_open_their_list_but_not_while_typing(page: Page) -> None:
    keys = page.locator("#keys")
    page.locator("#id_order").press("?")
    expect(keys).to_be_hidden()
    page.locator("#id_order").blur()
    page.keyboard.press("?")
    expect(keys).to_be_visible()
    keys.get_by_role("switch").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(keys).to_be_hidden()


def test_toast_goes_by_itself_but_not_under_the_pointer(page: Page) -> None:
    page.clock.install()
    page.evaluate('htmx.ajax("GET", "/greet/", {target: "#g-menu", swap: "innerHTML"})')
    toast = page.locator(".toast")
    toast.hover()
    page.clock.fast_forward("01:00")
    expect(toast).to_be_visible()
    page.mouse.move(0, 0)
    page.clock.fast_forward("00:11")
    expect(toast).to_have_count(0)


def test_toast_is_asked_for_by_the_server_and_can_undo(page: Page) -> None:
    page.evaluate('htmx.ajax("GET", "/greet/", {target: "#g-menu", swap: "innerHTML"})')
    toast = page.locator(".toast")
    expect(toast).to_contain_text("Solved")
    with page.expect_request("**/undo") as undone:
        toast.get_by_role("button", name="Undo").click()
    assert undone.value.method == "POST"
    assert undone.value.headers["x-csrftoken"]
    reply = undone.value.response()
    assert reply is not None
    assert reply.status == 200


def test_a_refused_request_is_said_and_loses_nothing(page: Page) -> None:
    page.locator("#id_wish").fill("half a letter")
    page.evaluate('htmx.ajax("POST", "/refuse/", {target: "#main"})')
    expect(page.locator("#trouble")).to_contain_text("wait a minute")
    expect(page.locator("#id_wish")).to_have_value("half a letter")


def test_offline_is_said_and_unsaid(page: Page) -> None:
    page.context.set_offline(True)
    expect(page.locator("#trouble")).to_contain_text("Offline: you read what was open")
    page.context.set_offline(False)
    expect(page.locator("#trouble")).to_be_hidden()


def test_without_a_connection_our_own_page_comes(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.context.set_offline(True)
    page.goto("/somewhere/else/")
    expect(page.get_by_role("heading")).to_have_text("You are offline")
    page.context.set_offline(False)


@pytest.mark.parametrize("language", ["en", "hi", "gu"])
@pytest.mark.parametrize("address", ["/guide/", "/nowhere/"])
def test_nothing_scrolls_sideways(page: Page, site: str, address: str, language: str) -> None:
    page.context.add_cookies([{"name": "saath_language", "value": language, "url": site}])
    page.goto(address)
    assert page.locator("html").get_attribute("lang") == language
    for width in (320, 390, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/guide/", "/nowhere/"])
def test_everybody_can_read_and_use_it(page: Page, site: str, address: str, theme: str) -> None:
    page.context.add_cookies([{"name": "saath_theme", "value": theme, "url": site}])
    page.goto(address)
    found = Axe().run(page, options={"preload": False})
    assert [
        (each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]
    ] == []
