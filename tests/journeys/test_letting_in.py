"""An app of somebody else is registered, let in, works, and is shut out. Only a browser holds a form to its policy."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.journeys.desk import Desk

pytestmark = pytest.mark.journey
VERIFIER = secrets.token_urlsafe(48)
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


class _Home(BaseHTTPRequestHandler):
    """Where the app is at home: it thanks whoever comes back."""

    def do_GET(self) -> None:
        """Answer with a page."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Tally</title><p>Back in the app")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def home() -> Iterator[str]:
    """Run the app's own server, and give its address to come back to."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Home) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/back"
        server.shutdown()


def test_an_app_is_registered_let_in_and_shut_out(desk: Desk) -> None:
    with home() as back:
        client_id = _register(desk, back)
        tokens = _let_in(desk, back, client_id)
    mine = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert httpx.get(f"{desk.url}/api/v1/conversations", headers=mine).status_code == 200
    desk.open("/settings/programs/")
    desk.page.get_by_role("button", name="Shut it out").click()
    expect(desk.page.get_by_text("is shut out.")).to_be_visible()
    assert httpx.get(f"{desk.url}/api/v1/conversations", headers=mine).status_code == 401


def _register(desk: Desk, back: str) -> str:
    page = desk.open("/settings/programs/apps/new/").page
    page.get_by_label("Name of the app").fill("Tally")
    page.get_by_label("Where it may be sent back to").fill(back)
    page.get_by_label("On a device or in a browser").check()
    page.get_by_role("button", name="Register").click()
    return page.get_by_label("Client ID").input_value()


def _let_in(desk: Desk, back: str, client_id: str) -> dict[str, str]:
    wish = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": back,
        "scope": "conversations:read",
        "state": "here again",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    desk.page.goto(f"{desk.url}/oauth/authorize?{urlencode(wish)}")
    expect(desk.page.get_by_role("heading", name="Let Tally in?")).to_be_visible()
    desk.page.get_by_role("button", name="Let it in").click()
    desk.page.wait_for_url(f"{back}?**")
    said = parse_qs(urlsplit(desk.page.url).query)
    assert (said["state"], said["iss"]) == (["here again"], [desk.url])
    form = {
        "grant_type": "authorization_code",
        "code": said["code"][0],
        "redirect_uri": back,
        "client_id": client_id,
        "code_verifier": VERIFIER,
    }
    answer = httpx.post(f"{desk.url}/oauth/token", data=form)
    assert answer.status_code == 200
    tokens: dict[str, str] = answer.json()
    return tokens
