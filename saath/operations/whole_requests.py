"""A page is asked only when the whole request is here.

Pages run on two or three threads: one that waited for the body of a slow phone would be lost to everybody else, and
one that got half a body, because its sender went away, might take it for the whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from http import HTTPStatus
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from saath.operations.asgi import Message, Receive, Scope, Send
from saath.ui.errors import TOO_LARGE

KEPT_IN_MEMORY_BYTES = 512 * 1024
SILENCE_SECONDS = 30.0
# What is too large is let go by so far: a browser that cannot send to the end does not read why.
LET_GO_BY_BYTES = 512 * 1024 * 1024
AnswerWhole = Callable[[Scope, Any, Send], Awaitable[None]]


class TooLarge(Exception):
    """The body is larger than anything that we take."""


class Gone(Exception):
    """The sender went away, or fell silent, before the body was complete."""


class WholeRequests:
    """Reads each request to its end, within limits, before it hands it to `pages`."""

    def __init__(self, pages: AnswerWhole, *, most_bytes: int) -> None:
        self._pages = pages
        self._most_bytes = most_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request whose body arrives whole; of one that is too large the pages say so, with 413."""
        if not _has_body(scope["headers"]):
            await self._pages(scope, BytesIO(), send)
            return
        with SpooledTemporaryFile(max_size=KEPT_IN_MEMORY_BYTES) as body:
            try:
                await self._read(scope, receive, body)
            except TooLarge:
                await self._let_go_by(scope, receive)
                await self._pages({**scope, TOO_LARGE: True}, BytesIO(), send)
            except TimeoutError:
                await _refuse(send, HTTPStatus.REQUEST_TIMEOUT)
            except Gone:
                return
            else:
                body.seek(0)
                await self._pages(scope, body, send)

    async def _read(self, scope: Scope, receive: Receive, body: IO[bytes]) -> None:
        if _declared_bytes(scope["headers"]) > self._most_bytes:
            raise TooLarge
        message: Message = {"more_body": True}
        while message.get("more_body"):
            async with asyncio.timeout(SILENCE_SECONDS):
                message = await receive()
            if message["type"] == "http.disconnect":
                raise Gone
            body.write(message.get("body", b""))
            if body.tell() > self._most_bytes:
                raise TooLarge

    async def _let_go_by(self, scope: Scope, receive: Receive) -> None:
        """Take the rest of a body without keeping any of it, unless it is beyond measure."""
        passed, has_more = 0, _declared_bytes(scope["headers"]) <= LET_GO_BY_BYTES
        with suppress(TimeoutError):
            while has_more and passed <= LET_GO_BY_BYTES:
                async with asyncio.timeout(SILENCE_SECONDS):
                    message = await receive()
                passed += len(message.get("body", b""))
                has_more = message["type"] == "http.request" and message.get("more_body", False)


def _has_body(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") for name, _value in headers)


def _declared_bytes(headers: Iterable[tuple[bytes, bytes]]) -> int:
    return next((int(value) for name, value in headers if name == b"content-length" and value.isdigit()), 0)


async def _refuse(send: Send, status: HTTPStatus) -> None:
    headers = [(b"content-type", b"text/plain"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": status.phrase.encode()})
