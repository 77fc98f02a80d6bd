"""The shop's own site with the chat on it, on another origin and under a strict policy, and a visitor there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import urlsplit

from playwright.sync_api import Frame, FrameLocator, Locator, Page, expect

from tests.journeys.desk import Desk

PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><h1>{title}</h1>
<p><a href="/gu/quilts">Quilts</a></p><script async src="{loader}"></script></html>"""


@dataclass(frozen=True)
class Site:
    """Where the shop's own pages are: `/hi/pillows` is one in Hindi."""

    url: str


def switch_on(desk: Desk, site: Site) -> None:
    """Let the site show the shop's chat, as its owner does."""
    desk.open("/settings/chat/")
    form = desk.page.locator("#sites")
    form.get_by_label("Show the chat on my pages").check()
    form.get_by_label("My sites").fill(site.url)
    form.get_by_role("button", name="Save").click()
    expect(desk.page.locator("#snippet")).to_contain_text("See it as a visitor does")


@contextmanager
def a_site_with_chat(host: str) -> Iterator[Site]:
    """Serve pages that hold the line of the chat on `host`, and let a browser load nothing that this does not need."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            language, _, title = urlsplit(self.path).path.strip("/").partition("/")
            body = PAGE.format(language=language, title=title, loader=f"{host}/chat.js").encode()
            policy = f"default-src 'none'; script-src {host}; frame-src {host}; style-src 'none'"
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", policy)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(f"http://localhost:{server.server_port}")
        server.shutdown()


@dataclass(frozen=True)
class ChatTab:
    """One tab of a visitor on the shop's site."""

    page: Page
    site: Site

    def visit(self, place: str = "/hi/pillows") -> ChatTab:
        """Go to a page of the shop and wait until it has its chat."""
        self.page.goto(self.site.url + place)
        expect(self.button).to_be_visible()
        return self

    @property
    def button(self) -> Locator:
        """Return the button on the shop's page."""
        return self.page.locator("saath-chat button")

    @property
    def chat(self) -> FrameLocator:
        """Return what is inside the frame."""
        return self.page.frame_locator("saath-chat iframe")

    @property
    def frame(self) -> Frame:
        """Return the frame itself, for what looks at all of it."""
        [found] = [each for each in self.page.frames if "/chat/" in each.url]
        return found

    @property
    def text(self) -> Locator:
        """Return where the visitor writes."""
        return self.chat.locator("#text")

    def open(self) -> ChatTab:
        """Open the chat."""
        self.button.click()
        expect(self.chat.locator("main:visible")).to_have_count(1)
        return self

    def begin(self) -> None:
        """Go on from the greeting to a person."""
        self.chat.locator("[data-write]").click()
        expect(self.text).to_be_focused()

    def send(self, words: str) -> None:
        """Write and send, whatever comes of it."""
        self.text.fill(words)
        self.text.press("Enter")
        expect(self.message(words)).to_have_count(1)

    def message(self, words: str) -> Locator:
        """Return the message with these words, sent or waiting."""
        return self.chat.locator("#log article.msg").filter(has_text=words)

    def said(self) -> list[str]:
        """Return the words of all messages as they stand, from above."""
        return [words.strip() for words in self.chat.locator("#log article.msg > .say").all_inner_texts()]
