"""A page of the shop with the real loader on it, and in the frame a page that only hears and says what a test wants."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Frame, Page

from saath.ui.staticfiles import bundle_js

STATIC = Path(__file__).resolve().parents[1] / "static"
WORDS = {
    "open": "Write to us",
    "title": "Chat",
    "unread": ["{n} new answer", "{n} new answers"],
    "automatic": "Automatic message",
    "dismiss": "Close this message",
}
PAGE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title>
<h1>Shop</h1><input id="name" aria-label="Name"><div id="long">{lines}</div><p id="end">The end</p>
<a href="/next">Next</a><script async src="{loader}"></script></html>"""
FRAME = """<!doctype html><title>Chat</title><script>
var heard = [];
addEventListener("message", ({ data, origin }) => {
  heard.push(data);
  if (data.call === "leave") location.reload();
  if (data.call === "hello") window.say = (call, said = {}) => parent.postMessage({ call, turn: data.turn, ...said }, origin);
});
parent.postMessage({ call: "here" }, "*");
</script>"""


@dataclass(frozen=True)
class ShopPage:
    """Addresses of the shop's site, and of the host for its customers."""

    site: str
    host: str

    def open(self, page: Page, path: str = "/") -> Page:
        """Go to a page and wait until it has its chat."""
        page.goto(self.site + path)
        page.wait_for_function("window.Saath?.chat")
        return page

    def frame(self, page: Page) -> Frame:
        """Return the frame, once it has been greeted."""
        handle = page.wait_for_selector("saath-chat iframe", state="attached")
        frame = handle.content_frame() if handle else None
        assert frame is not None
        frame.wait_for_function("window.say !== undefined")
        return frame


@contextmanager
def a_shop_page(*, openers: list[dict[str, Any]] | None = None) -> Iterator[ShopPage]:
    """Serve the shop's site and the host for its customers until the block ends."""
    with a_server() as host, a_server() as site:
        origin = f"http://127.0.0.1:{host.server_port}"
        shop = {
            "origin": origin,
            "frame": f"{origin}/chat/",
            "colour": "#a3195b",
            "words": {code: WORDS for code in ("en", "hi", "gu")},
            "openers": openers or [],
        }
        loader = f"(() => {{\nconst SHOP = {json.dumps(shop)};\n{bundle_js(STATIC, 'chat/loader.js')}}})();"
        host.answers.update({"/chat.js": ("text/javascript", loader), "/chat/": ("text/html", FRAME)})
        page = PAGE.format(loader=f"{origin}/chat.js", lines="<p>Line</p>" * 60)
        site.answers[""] = ("text/html", page)
        yield ShopPage(f"http://localhost:{site.server_port}", origin)


class Answering(ThreadingHTTPServer):
    """A server of fixed texts by path; what stands under "" answers every other path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, tuple[str, str]] = {}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Answering)
        answers = self.server.answers
        kind, text = answers.get(self.path.partition("?")[0]) or answers.get("", ("text/plain", ""))
        body = text.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def a_server() -> Iterator[Answering]:
    """Serve until the block ends."""
    with Answering() as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def token_of_shop(person: str) -> str:
    """Return a token as the shop's server signs one; here nobody looks at the signature."""
    said = base64.urlsafe_b64encode(json.dumps({"sub": person}).encode()).decode().rstrip("=")
    return f"head.{said}.signature"
