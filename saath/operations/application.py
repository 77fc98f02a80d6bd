"""The web process: live streams beside Django's pages."""

from __future__ import annotations

from saath.operations.asgi import Application, Receive, Scope, Send
from saath.timeline.live.hub import Hub
from saath.timeline.live.stream import LiveStream

LIVE_PATH = "/live"


class WebApplication:
    """Routes `/live` to the streams and everything else to the pages; the hub lives as long as the server."""

    def __init__(self, pages: Application) -> None:
        self._pages = pages
        self._hub: Hub | None = None
        self._live: LiveStream | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._live_and_end(receive, send)
        elif scope["type"] == "http" and scope["path"] == LIVE_PATH and self._live is not None:
            await self._live(scope, receive, send)
        elif scope["type"] == "http":
            await self._pages(scope, receive, send)

    def end_streams(self) -> None:
        """Let the open streams end, so that the server can stop; their browsers come back by themselves."""
        if self._hub is not None:
            self._hub.end_streams()

    async def _live_and_end(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await self._stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    async def _start(self) -> None:
        self._hub = Hub()
        self._live = LiveStream(self._hub)
        await self._hub.start()

    async def _stop(self) -> None:
        if self._hub is not None:
            await self._hub.stop()
