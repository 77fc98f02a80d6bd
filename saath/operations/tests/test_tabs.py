"""Many tabs of one browser share one stream, and each of them hears of everything."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

import saath.ui
from saath.operations.application import WebApplication
from saath.operations.asgi import Receive, Scope, Send
from saath.operations.tests.serving import serving
from saath.tenancy.models import Store
from saath.timeline.happening import View
from saath.timeline.live.admission import Knock, Watcher
from saath.timeline.tests.watching import admitting, open_store, tell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey, pytest.mark.one_engine]

SCRIPT = Path(saath.ui.__file__).parent / "static/ui/live.js"
PAGE = b"""<!doctype html><title>desk</title><body data-live="/live"><p data-live-offline hidden>Offline</p>
<script>
window.seen = []; window.resets = 0;
document.addEventListener("saath:event", (event) => window.seen.push(event.detail.subject));
document.addEventListener("saath:reset", () => window.resets++);
</script><script type="module" src="/live.js"></script></body>"""
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
TABS = 9


async def pages(scope: Scope, receive: Receive, send: Send) -> None:
    is_script = scope["path"] == "/live.js"
    kind, body = (b"text/javascript", SCRIPT.read_bytes()) if is_script else (b"text/html", PAGE)
    await send({"type": "http.response.start", "status": HTTPStatus.OK, "headers": [(b"content-type", kind)]})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(autouse=True)
def playwright_keeps_a_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its loop runs in the thread of the test, where Django then refuses queries without being told."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture
def shop() -> Iterator[Store]:
    store = open_store()

    def admit(_knock: Knock) -> Watcher:
        return Watcher(View(store.pk, "staff"), "member:1")

    with admitting(admit):
        yield store


@pytest.fixture
def tabs(chromium: str) -> Iterator[list[Page]]:
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context()
        yield [context.new_page() for _ in range(TABS)]
        browser.close()


def connects(tab: Page, application: WebApplication) -> None:
    """Wait until a stream is open."""
    hub = application._hub
    assert hub is not None
    while not hub.open_streams:
        tab.wait_for_timeout(10)


def hears(tab: Page, subject: object) -> None:
    tab.wait_for_function("subject => window.seen.includes(subject)", arg=str(subject), timeout=60_000)


def test_nine_tabs_hear_everything_over_one_stream(tabs: list[Page], shop: Store) -> None:
    application = WebApplication(pages)
    with serving(application) as address:
        for tab in tabs:
            tab.goto(address)
        connects(tabs[0], application)
        for _ in range(3):
            subject = tell(shop)
            for tab in tabs:
                hears(tab, subject)
        hub = application._hub
        assert hub is not None
        assert hub.open_streams == 1
        for tab in tabs:
            assert tab.evaluate("new Set(seen).size") == tab.evaluate("seen.length")


def test_another_tab_takes_over_and_misses_nothing(tabs: list[Page], shop: Store) -> None:
    application = WebApplication(pages)
    with serving(application) as address:
        first, second, *_others = tabs
        first.goto(address)
        connects(first, application)
        hears(first, tell(shop))
        second.goto(address)
        first.close()
        subject = tell(shop)
        hears(second, subject)


def test_broken_stream_comes_back_with_what_was_missed(tabs: list[Page], shop: Store) -> None:
    application = WebApplication(pages)
    with serving(application) as address:
        tab = tabs[0]
        tab.goto(address)
        connects(tab, application)
        hears(tab, tell(shop))
        resets = tab.evaluate("resets")
        application.end_streams()
        hears(tab, tell(shop))
        assert tab.evaluate("resets") == resets
