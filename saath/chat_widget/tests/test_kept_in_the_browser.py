"""What the shop's page keeps for its visitor: for which shop, for whom, and until when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from saath.chat_widget.tests.shop_page import ShopPage, a_shop_page, token_of_shop

ASHA, BINA = token_of_shop("asha"), token_of_shop("bina")
WORDS = {"item": {"key": "key-0001", "text": "For Asha's eyes", "at": "2026-11-01T10:00:00Z"}}
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("no storage here", "SecurityError"); } });"""


@pytest.fixture(scope="module")
def shop() -> Iterator[ShopPage]:
    with a_shop_page() as shop:
        yield shop


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-IN")
    errors: list[str] = []
    context.set_default_timeout(10_000)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context.new_page()
    context.close()
    assert errors == []


def opened(shop: ShopPage, page: Page, *, identity: str = "", path: str = "/") -> Frame:
    """Go to a page of the shop, say who is signed in and open the chat."""
    shop.open(page, path)
    if identity:
        page.evaluate("token => Saath.chat.identify(token)", identity)
    page.evaluate("Saath.chat.open()")
    return shop.frame(page)


def write(frame: Frame, *, token: str) -> None:
    """Write as somebody whose first words were taken and whose second wait."""
    frame.evaluate("token => say('keep', { token })", token)
    frame.evaluate("said => say('wait', said)", WORDS)
    frame.page.wait_for_function("JSON.stringify(localStorage).includes('key-0001')")


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, str] = page.evaluate("({ ...localStorage })")
    return {key: json.loads(value) for key, value in found.items()}


def hello(frame: Frame) -> dict[str, Any]:
    said: dict[str, Any] = frame.evaluate("heard.findLast(({ call }) => call === 'hello')")
    return said


def test_nothing_before_somebody_has_written_and_then_under_the_name_of_their_shop(
    shop: ShopPage, page: Page
) -> None:
    frame = opened(shop, page, identity=ASHA)
    frame.evaluate("say('forget')")
    assert stored(page) == {}
    write(frame, token="of-asha")
    kept = stored(page)
    assert list(kept) == [f"saath.chat {shop.host}"]
    assert kept[f"saath.chat {shop.host}"]["who"] == "asha"


def test_words_that_wait_go_on_with_whom_they_are_from(shop: ShopPage, page: Page) -> None:
    write(opened(shop, page, identity=ASHA), token="of-asha")
    said = hello(opened(shop, page, identity=ASHA, path="/two"))
    assert (said["token"], [item["key"] for item in said["waiting"]]) == ("of-asha", ["key-0001"])


def test_somebody_else_on_the_same_device_gets_neither_token_nor_words(shop: ShopPage, page: Page) -> None:
    frame = opened(shop, page, identity=ASHA)
    frame.evaluate("say('draft', { text: 'half a thought' })")
    write(frame, token="of-asha")
    said = hello(opened(shop, page, identity=BINA, path="/two"))
    assert (said.get("token"), said.get("waiting"), said["identity"]) == (None, None, BINA)
    assert "of-asha" not in json.dumps(stored(page))


def test_signing_in_as_somebody_else_on_the_same_page_begins_anew(shop: ShopPage, page: Page) -> None:
    frame = opened(shop, page, identity=ASHA)
    frame.evaluate("say('draft', { text: 'half a thought' })")
    write(frame, token="of-asha")
    frame.evaluate("window.isOld = true")
    page.evaluate("token => Saath.chat.identify(token)", BINA)
    frame.wait_for_function("!window.isOld && !!window.say")
    said = hello(frame)
    assert (said.get("token"), said["draft"], said["identity"]) == (None, "", BINA)


def test_a_signature_that_is_renewed_changes_nothing(shop: ShopPage, page: Page) -> None:
    frame = opened(shop, page, identity=ASHA)
    write(frame, token="of-asha")
    page.evaluate("token => Saath.chat.identify(token)", f"{ASHA}2")
    frame.wait_for_function("heard.some(({ call }) => call === 'identity')")
    assert stored(page)[f"saath.chat {shop.host}"]["token"] == "of-asha"


def test_signing_out_forgets_in_every_tab_and_for_what_was_still_on_its_way(
    shop: ShopPage, page: Page
) -> None:
    frame = opened(shop, page, identity=ASHA)
    write(frame, token="of-asha")
    other = page.context.new_page()
    second = opened(shop, other, identity=ASHA)
    second.evaluate("window.isOld = true")
    # The frame of who signs out finishes something just then.
    page.evaluate("Saath.chat.identify('')")
    page.evaluate(
        """() => { const frame = document.querySelector("saath-chat").shadowRoot.querySelector("iframe");
        const data = { call: "keep", turn: 1, token: "of-asha" };
        dispatchEvent(new MessageEvent("message", { data, origin: new URL(frame.src).origin, source: frame.contentWindow })); }"""
    )
    second.wait_for_function("!window.isOld && !!window.say")
    assert (hello(second).get("token"), hello(second)["identity"]) == (None, "")
    assert stored(page) == {}


def test_where_the_browser_keeps_nothing_the_chat_works_as_long_as_the_page_is_open(
    shop: ShopPage, page: Page
) -> None:
    page.add_init_script(NO_STORAGE)
    frame = opened(shop, page)
    frame.evaluate("say('keep', { token: 'of-nobody' })")
    frame.evaluate("said => say('wait', said)", WORDS)
    frame.evaluate("say('token')")
    frame.wait_for_function("heard.some(({ call, token }) => call === 'token' && token === 'of-nobody')")
    page.evaluate("Saath.chat.setLanguage('gu')")
    frame = shop.frame(page)
    assert (hello(frame)["token"], len(hello(frame)["waiting"])) == ("of-nobody", 1)
