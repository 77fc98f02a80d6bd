"""The card with words that show themselves, on a real page with the real loader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Locator, Page, expect

from saath.chat_widget.tests.shop_page import ShopPage, a_shop_page

WORDS = {"en": "Which pillow suits you?", "hi": "कौन सा तकिया ठीक रहेगा?", "gu": "કયો ઓશીકો ફાવશે?"}
PILLOWS: dict[str, Any] = {
    "id": "0190", "path": "/pillows/*", "kind": "after", "seconds": 30, "words": WORDS, "base": "en",
}  # fmt: skip
CHECKOUT = PILLOWS | {
    "id": "0191",
    "path": "/checkout",
    "kind": "stuck",
    "seconds": 60,
    "words": {"en": "Stuck?"},
}


@pytest.fixture(scope="module")
def shop() -> Iterator[ShopPage]:
    with a_shop_page(openers=[PILLOWS, CHECKOUT]) as shop:
        yield shop


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="en-IN", viewport={"width": 320, "height": 568})
    errors: list[str] = []
    context.set_default_timeout(10_000)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()
    assert errors == []


def after(shop: ShopPage, page: Page, seconds: int, *, path: str = "/pillows/sukoon") -> Page:
    """Be on a page for so long."""
    shop.open(page, path)
    page.clock.run_for(1000 * seconds)
    return page


def answered(shop: ShopPage, page: Page, *, is_free: bool = True) -> Frame:
    """Let the frame, which is asked now, say whether somebody is there."""
    frame = shop.frame(page)
    page.clock.run_for(2000)
    frame.wait_for_function("heard.some(({ call }) => call === 'free')")
    frame.evaluate("isFree => say('free', { isFree })", is_free)
    return frame


def card(page: Page) -> Locator:
    return page.locator("saath-chat section")


def told(frame: Frame) -> list[Any]:
    found: list[Any] = frame.evaluate("heard.filter(({ call }) => call === 'count').map(({ what }) => what)")
    return found


def test_it_shows_when_its_time_has_come_and_somebody_is_there(shop: ShopPage, page: Page) -> None:
    after(shop, page, 29)
    assert len(page.frames) == 1
    page.clock.run_for(1000)
    frame = answered(shop, page)
    expect(card(page)).to_contain_text("Automatic message")
    expect(card(page)).to_contain_text(WORDS["en"])
    assert page.evaluate("document.activeElement === document.body")
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    frame.wait_for_function("heard.some(({ call }) => call === 'count')")
    assert told(frame) == ["shown"]
    page.evaluate("Saath.chat.setLanguage('hi')")
    expect(card(page)).to_contain_text(WORDS["hi"])


def test_nothing_shows_where_nobody_is_there_and_it_is_asked_again_a_minute_later(
    shop: ShopPage, page: Page
) -> None:
    frame = answered(shop, after(shop, page, 30), is_free=False)
    page.clock.run_for(40_000)
    assert frame.evaluate("heard.filter(({ call }) => call === 'free').length") == 1
    expect(card(page)).to_have_count(0)
    page.clock.run_for(30_000)
    frame.wait_for_function("heard.filter(({ call }) => call === 'free').length === 2")


def test_who_writes_on_the_page_is_not_interrupted(shop: ShopPage, page: Page) -> None:
    after(shop, page, 25)
    page.locator("#name").fill("Asha")
    page.clock.run_for(8000)
    assert len(page.frames) == 1
    page.clock.run_for(4000)
    answered(shop, page)
    expect(card(page)).to_be_visible()


def test_opening_it_opens_the_chat_with_its_words(shop: ShopPage, page: Page) -> None:
    frame = answered(shop, after(shop, page, 30))
    page.evaluate("() => { window.heard = []; Saath.chat.on('proactive', (said) => heard.push(said)); }")
    card(page).get_by_role("button", name=WORDS["en"]).click()
    expect(card(page)).to_have_count(0)
    frame.wait_for_function(
        "heard.some(({ call }) => call === 'opener') && heard.some(({ what }) => what === 'opened')"
    )
    said = frame.evaluate("heard.find(({ call }) => call === 'opener').opener")
    assert said == {"id": "0190", "words": WORDS["en"], "language": "en"}
    # That it was shown may be told before or after somebody listens.
    assert page.evaluate("heard.at(-1)") == {"rule": "0190", "what": "opened"}


def test_who_closes_it_sees_none_again_in_this_visit(shop: ShopPage, page: Page) -> None:
    answered(shop, after(shop, page, 30))
    card(page).get_by_role("button", name="Close this message").click()
    expect(card(page)).to_have_count(0)
    after(shop, page, 120, path="/checkout")
    assert len(page.frames) == 1


def test_a_page_can_say_that_its_visitor_is_stuck(shop: ShopPage, page: Page) -> None:
    after(shop, page, 3, path="/checkout")
    page.evaluate("Saath.chat.stuck()")
    page.clock.run_for(1000)
    answered(shop, page)
    expect(card(page)).to_contain_text("Stuck?")


def test_on_a_narrow_page_all_words_can_be_read_beside_it(shop: ShopPage, page: Page) -> None:
    answered(shop, after(shop, page, 30))
    expect(card(page)).to_be_visible()
    page.evaluate(
        "document.getElementById('end').nextElementSibling.scrollIntoView(), scrollTo(0, document.body.scrollHeight)"
    )
    shown, last = card(page).bounding_box(), page.locator("#end").bounding_box()
    assert shown
    assert last
    assert last["y"] + last["height"] <= shown["y"]
    assert shown["x"] >= 0
    assert shown["width"] <= 220
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
