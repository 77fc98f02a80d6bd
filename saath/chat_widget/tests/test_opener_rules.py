"""When words of the shop may show themselves on its page: the rules alone, in a browser without a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from saath.chat_widget.tests.shop_page import STATIC
from saath.ui.staticfiles import bundle_js

NOBODY: dict[str, Any] = {
    "isOpen": False,
    "hasOffered": False,
    "isSettled": False,
    "secondsSinceWriting": 1000,
    "openers": [{"path": "/pillows/*"}, {"path": "/checkout"}],
    "pathBefore": None,
    "isReload": False,
    "isKept": False,
    "offeredAt": None,
    "now": 1_000_000_000_000,
}
HOUR = 3_600_000


@pytest.fixture(scope="module")
def rules(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    script = bundle_js(STATIC, "chat/loader/opener-rules.js")
    page.evaluate(f"() => {{ {script}\nObject.assign(window, {{ fitsPath, openerDue, mayOffer }}); }}")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("/checkout", "/checkout", True),
        ("/checkout", "/checkout/", True),
        ("/checkout/", "/checkout", True),
        ("/checkout", "/checkout/pay", False),
        ("/checkout*", "/checkout/pay", True),
        ("/pillows/*", "/pillows", True),
        ("/pillows/*", "/pillows/sukoon", True),
        ("/pillows/*", "/quilts/sukoon", False),
        ("/*/checkout", "/hi/checkout", True),
        ("/*/checkout", "/hi/checkout/pay", False),
        ("*", "/", True),
        ("/", "/", True),
        ("/", "/pillows", False),
        ("/a*a", "/a", False),
        ("/चादर/*", "/चादर/नीलांबरी", True),
        ("/a.c", "/abc", False),
    ],
)
def test_a_star_stands_for_anything_and_nothing_else_does(
    rules: Page, pattern: str, path: str, fits: bool
) -> None:
    assert rules.evaluate("([pattern, path]) => fitsPath(pattern, path)", [pattern, path]) is fits


@pytest.mark.parametrize(
    ("change", "may"),
    [
        ({}, True),
        ({"isOpen": True}, False),
        ({"hasOffered": True}, False),
        ({"isSettled": True}, False),
        ({"secondsSinceWriting": 2}, False),
        ({"pathBefore": "/about"}, True),
        ({"pathBefore": "/pillows/sukoon"}, False),
        ({"isReload": True}, False),
        ({"isKept": True, "pathBefore": "/pillows/sukoon"}, True),
        ({"isKept": True, "offeredAt": NOBODY["now"] - 23 * HOUR}, False),
        ({"isKept": True, "offeredAt": NOBODY["now"] - 25 * HOUR}, True),
    ],
)
def test_seldom_and_never_again_after_no(rules: Page, change: dict[str, Any], may: bool) -> None:
    assert rules.evaluate("known => mayOffer(known)", NOBODY | change) is may


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ({"path": "/pillows/a", "seconds": 29}, None),
        ({"path": "/pillows/a", "seconds": 30}, "after"),
        ({"path": "/checkout", "seconds": 300, "secondsIdle": 44}, None),
        ({"path": "/checkout", "seconds": 300, "secondsIdle": 45}, "stuck"),
        ({"path": "/checkout", "isStuck": True}, "stuck"),
        ({"path": "/pillows/a", "isStuck": True}, None),
        ({"path": "/quilts", "seconds": 900, "secondsIdle": 900, "isStuck": True}, None),
    ],
)
def test_its_moment_comes_on_its_page_alone(rules: Page, page: dict[str, Any], expected: str | None) -> None:
    openers = [
        {"path": "/pillows/*", "kind": "after", "seconds": 30},
        {"path": "/checkout", "kind": "stuck", "seconds": 45},
    ]
    given = {"seconds": 0, "secondsIdle": 0, "isStuck": False} | page
    found = rules.evaluate("([openers, page]) => openerDue(openers, page)?.kind ?? null", [openers, given])
    assert found == expected
