"""A shop that chats, and another one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from saath.chats.tests.builders import Chat, Widget, make_chat, writing_visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a Chromium that talks to this machine only."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def chat() -> Chat:
    return make_chat()


@pytest.fixture
def visitor(chat: Chat) -> Widget:
    return writing_visitor(chat)
