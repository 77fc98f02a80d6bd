"""A shop that writes events, and a browser that watches its stream without a network."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from http import HTTPStatus
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from django.db import connections

from saath.tenancy.actor import Actor
from saath.tenancy.models import Store
from saath.tenancy.scope import store_scope
from saath.tenancy.transactions import write_transaction
from saath.timeline.emit import emit
from saath.timeline.happening import View
from saath.timeline.kinds import EventKind
from saath.timeline.live import admission
from saath.timeline.live.admission import Admit, Knock, Refused, Watcher
from saath.timeline.live.hub import Hub
from saath.timeline.live.stream import LiveStream
from saath.timeline.models import Event

P = ParamSpec("P")
R = TypeVar("R")

SHELF_FILLED = EventKind("test.shelf_filled")
PATIENCE_SECONDS = 20
SYSTEM = Actor.system("test")


def open_store(slug: str = "shop") -> Store:
    return Store.objects.create(name=slug, slug=slug)


def tell(store: Store, kind: EventKind = SHELF_FILLED) -> UUID:
    """Commit one event and return the public id of its subject."""
    with store_scope(store.pk), write_transaction():
        subject = Event(store=store)
        emit(SYSTEM, kind, subject=subject)
    return subject.public_id


@contextmanager
def admitting(admit: Admit) -> Iterator[None]:
    """Ask `admit` who may watch until the block ends."""
    before = list(admission._admit)
    admission.admit_with(admit)
    try:
        yield
    finally:
        admission._admit[:] = before


def staff_of(store: Store) -> Admit:
    """Let whoever knocks at the host `shop` in as staff of a store."""

    def admit(knock: Knock) -> Watcher:
        if knock.host != "shop":
            raise Refused(HTTPStatus.NOT_FOUND)
        return Watcher(View(store.pk, "staff"), "member:1")

    return admit


@asynccontextmanager
async def running_hub() -> AsyncIterator[Hub]:
    """A hub that follows the events of this process and of all others."""
    hub = Hub()
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


class Browser:
    """One stream: what came, and the cursor to come back with."""

    def __init__(self, live: LiveStream, *, since: str = "", last_event_id: str = "", **headers: str) -> None:
        self.status = 0
        self.last = last_event_id or since
        self._incoming: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._left = asyncio.Event()
        self._blocked = asyncio.Event()
        self._blocked.set()
        sent = {"host": "shop", "last-event-id": last_event_id, **headers}
        scope = {
            "type": "http",
            "method": "GET",
            "path": "/live",
            "query_string": f"since={since}".encode() if since else b"",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items() if value],
        }
        self._running = asyncio.create_task(live(scope, self._receive, self._send))

    async def __aenter__(self) -> Browser:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.leave()

    async def leave(self) -> None:
        """Go away, as a closed tab does."""
        self._left.set()
        await asyncio.wait_for(self._running, PATIENCE_SECONDS)

    def stop_taking(self) -> None:
        """Take nothing more from the line until `take_again`."""
        self._blocked.clear()

    def take_again(self) -> None:
        """Take what comes again."""
        self._blocked.set()

    async def next(self) -> tuple[str, Any]:
        """The next message: its name and data; the cursor is kept as a browser keeps it."""
        frame = await asyncio.wait_for(self._incoming.get(), PATIENCE_SECONDS)
        if frame is None:
            return "end", None
        fields = dict(line.split(": ", 1) for line in frame.decode().strip().split("\n"))
        self.last = fields.get("id", self.last)
        return fields["event"], json.loads(fields["data"])

    async def next_named(self, name: str) -> Any:
        """The data of the next message of a name; others are passed over."""
        while True:
            found, data = await self.next()
            if found == name:
                return data
            assert found != "end", f"the stream ended before {name}"

    async def _receive(self) -> dict[str, Any]:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self._blocked.wait()
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            return
        for frame in message["body"].split(b"\n\n"):
            if frame and self.status == HTTPStatus.OK:
                self._incoming.put_nowait(frame)
        if not message.get("more_body"):
            self._incoming.put_nowait(None)


async def in_thread(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Call a function that uses the database from an asynchronous test."""

    def call() -> R:
        try:
            return function(*args, **kwargs)
        finally:
            connections.close_all()

    return await asyncio.to_thread(call)
