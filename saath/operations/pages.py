"""Django's pages as WSGI on a few threads, without a thread for whoever downloads a file slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any, BinaryIO

from a2wsgi.wsgi import WSGIMiddleware, WSGIResponder

from saath.operations.asgi import Send

BLOCK_BYTES = 256 * 1024
WAITING_PARTS = 64


class FileBody:
    """`wsgi.file_wrapper` (PEP 3333): a file that the answer consists of."""

    def __init__(self, file: BinaryIO, _block_bytes: int = BLOCK_BYTES) -> None:
        self.file = file

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self.file.read(BLOCK_BYTES), b"")

    def close(self) -> None:
        """Close the file."""
        self.file.close()


class Pages(WSGIMiddleware):
    """Runs a WSGI application on `threads` threads."""

    def __init__(self, application: Any, *, threads: int) -> None:
        super().__init__(application, workers=threads, send_queue_size=WAITING_PARTS)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one request."""
        await PageResponder(self.app, self.executor, self.send_queue_size)(scope, receive, send)


class PageResponder(WSGIResponder):
    """One request: the application runs on a thread, a large file then flows from the event loop."""

    _rest: FileBody | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Run the application, then send what is left of a file as fast as the browser takes it."""
        await super().__call__(scope, receive, send)
        if self._rest is not None:
            await self._send_rest(self._rest, send)

    def wsgi(self, environ: Any, start_response: Any) -> None:
        """Run the application on its thread and queue its answer."""
        environ["wsgi.file_wrapper"] = FileBody
        answer = self.app(environ, start_response)
        parts = iter(answer)
        try:
            for part in parts:
                self.send({"type": "http.response.body", "body": part, "more_body": True})
                if isinstance(answer, FileBody) and len(part) == BLOCK_BYTES:
                    self._rest = answer
                    return
            self.send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            if self._rest is None and hasattr(answer, "close"):
                answer.close()

    async def _send_rest(self, rest: FileBody, send: Send) -> None:
        try:
            while part := await asyncio.to_thread(rest.file.read, BLOCK_BYTES):
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            await asyncio.to_thread(rest.close)
