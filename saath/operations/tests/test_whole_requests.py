"""A page is asked only with a whole body, within limits."""

from __future__ import annotations

import asyncio
from typing import Any, BinaryIO

import pytest

from saath.operations import whole_requests
from saath.operations.asgi import Message, Scope, Send
from saath.operations.whole_requests import KEPT_IN_MEMORY_BYTES, LET_GO_BY_BYTES, WholeRequests
from saath.ui.errors import TOO_LARGE


class Page:
    """Keeps the body that it was given."""

    body: bytes | None = None

    async def __call__(self, scope: Scope, body: BinaryIO, send: Send) -> None:
        self.body = body.read()
        status = 413 if scope.get(TOO_LARGE) else 200
        await send({"type": "http.response.start", "status": status, "headers": []})


async def ask(
    page: Page, messages: list[Message], headers: list[tuple[bytes, bytes]], most: int = 1000
) -> int:
    """Send a request in parts and return the status of the answer; 0 without one."""
    sent: list[Message] = []
    parts = iter(messages)

    async def receive() -> Any:
        for part in parts:
            return part
        await asyncio.Event().wait()

    async def send(message: Message) -> None:
        sent.append(message)

    await WholeRequests(page, most_bytes=most)({"type": "http", "headers": headers}, receive, send)
    return int(sent[0]["status"]) if sent else 0


def part(body: bytes, *, more: bool) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


async def test_body_in_parts_arrives_whole() -> None:
    page = Page()
    body = [part(b"ab", more=True), part(b"c", more=False)]
    assert await ask(page, body, [(b"content-length", b"3")]) == 200
    assert page.body == b"abc"


async def test_request_without_a_body_is_asked_at_once() -> None:
    page = Page()
    assert await ask(page, [], [(b"host", b"shop")]) == 200
    assert page.body == b""


async def test_large_body_comes_out_as_it_went_in() -> None:
    page, size = Page(), 2 * KEPT_IN_MEMORY_BYTES
    body = [part(b"x" * size, more=False)]
    assert await ask(page, body, [(b"content-length", str(size).encode())], most=size) == 200
    assert page.body == b"x" * size


@pytest.mark.parametrize(
    ("messages", "header"),
    [
        ([part(b"x" * 1001, more=False)], (b"content-length", b"1001")),
        (
            [part(b"x" * 1001, more=True), part(b"x" * 5000, more=False)],
            (b"transfer-encoding", b"chunked"),
        ),
        ([], (b"content-length", str(LET_GO_BY_BYTES + 1).encode())),
    ],
)
async def test_of_too_large_a_body_nothing_is_kept_and_the_pages_say_so(
    messages: list[Message], header: tuple[bytes, bytes]
) -> None:
    page = Page()
    assert await ask(page, messages, [header]) == 413
    assert page.body == b""


async def test_half_a_body_reaches_no_page() -> None:
    page = Page()
    body = [part(b"ab", more=True), {"type": "http.disconnect"}]
    assert await ask(page, body, [(b"content-length", b"3")]) == 0
    assert page.body is None


async def test_sender_that_falls_silent_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole_requests, "SILENCE_SECONDS", 0.01)
    page = Page()
    assert await ask(page, [part(b"ab", more=True)], [(b"content-length", b"3")]) == 408
    assert page.body is None
