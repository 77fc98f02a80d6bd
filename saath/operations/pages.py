"""Django's pages as WSGI (PEP 3333) on a few threads, without a thread for whoever downloads a file slowly.

A page crosses from its thread to the event loop once, whole: at each crossing both wait for the interpreter.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from typing import Any, BinaryIO

from saath.operations.asgi import Headers, Message, Scope, Send
from saath.ui.errors import TOO_LARGE

BLOCK_BYTES = 256 * 1024
Environ = dict[str, Any]
Wsgi = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class FileBody:
    """`wsgi.file_wrapper` (PEP 3333): a file that the answer consists of."""

    def __init__(self, file: BinaryIO, _block_bytes: int = BLOCK_BYTES) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(BLOCK_BYTES), b"")

    def close(self) -> None:
        """Close the file."""
        self.file.close()


@dataclass(slots=True)
class Answer:
    """What the application answered: its beginning, which is all of a page, and the parts that are not read yet."""

    status: int
    headers: Headers
    beginning: bytes
    rest: Iterator[bytes]
    is_whole: bool
    close: Callable[[], None]


class Pages:
    """Runs a WSGI application on `threads` threads."""

    def __init__(self, application: Wsgi, *, threads: int) -> None:
        self._application = application
        self._threads = ThreadPoolExecutor(threads, "page")

    async def __call__(self, scope: Scope, body: BinaryIO, send: Send) -> None:
        """Serve one request, whose body is here, and send what is long as fast as the browser takes it."""
        run, loop = copy_context().run, asyncio.get_running_loop()
        answer = await loop.run_in_executor(self._threads, run, self._answer, environ_of(scope, body))
        try:
            await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
            await send(_part(answer.beginning, is_last=answer.is_whole))
            if not answer.is_whole:
                await _send_rest(answer.rest, send)
        finally:
            if not answer.is_whole:
                await asyncio.to_thread(answer.close)

    def _answer(self, environ: Environ) -> Answer:
        """Run the application until it ended or gave a block; only the first is closed."""
        started: list[tuple[str, list[tuple[str, str]]]] = []
        iterable = self._application(environ, lambda status, headers, *_: started.append((status, headers)))
        close: Callable[[], None] = getattr(iterable, "close", lambda: None)
        is_whole = True
        try:
            parts = iter(iterable)
            beginning, is_whole = _beginning(parts)
        finally:
            if is_whole:
                close()
        status, headers = started[-1]
        return Answer(int(status[:3]), _raw(headers), beginning, parts, is_whole, close)


def environ_of(scope: Scope, body: BinaryIO) -> Environ:
    """Return a request as WSGI names it."""
    server, client = scope.get("server") or ("localhost", 80), scope.get("client")
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 0),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.file_wrapper": FileBody,
    }
    if scope.get(TOO_LARGE):
        environ[TOO_LARGE] = True
    if client:
        environ["REMOTE_ADDR"], environ["REMOTE_PORT"] = client[0], str(client[1])
    for name, value in scope["headers"]:
        # X_Forwarded_Proto would be taken for X-Forwarded-Proto, which only the proxy in front may say.
        if b"_" not in name:
            key, text = _key(name), value.decode("latin-1")
            environ[key] = f"{environ[key]},{text}" if key in environ else text
    # The body is here: one that came in chunks declared no size, and without one an application reads nothing.
    environ["CONTENT_LENGTH"] = str(_size_of(body))
    return environ


def _size_of(body: BinaryIO) -> int:
    size = body.seek(0, os.SEEK_END)
    body.seek(0)
    return size


def _key(name: bytes) -> str:
    key = name.decode("latin-1").upper().replace("-", "_")
    return key if key in ("CONTENT_LENGTH", "CONTENT_TYPE") else f"HTTP_{key}"


def _beginning(parts: Iterator[bytes]) -> tuple[bytes, bool]:
    """Return the parts up to the size of a block, and whether that is all."""
    found, size = [], 0
    for part in parts:
        found.append(part)
        size += len(part)
        if size >= BLOCK_BYTES:
            return b"".join(found), False
    return b"".join(found), True


def _raw(headers: list[tuple[str, str]]) -> Headers:
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]


def _part(part: bytes, *, is_last: bool) -> Message:
    return {"type": "http.response.body", "body": part, "more_body": not is_last}


async def _send_rest(rest: Iterator[bytes], send: Send) -> None:
    while (part := await asyncio.to_thread(next, rest, None)) is not None:
        await send(_part(part, is_last=False))
    await send(_part(b"", is_last=True))
