"""`/live`: the events of a shop as Server-Sent Events, a plain ASGI application beside Django's pages.

Each message of events is one reading of the table and its id the cursor after it, so a browser that comes back with
`Last-Event-ID` or `?since=` goes on exactly there. `reset` says that this is not possible: load the live parts anew.
`presence` says where colleagues are, everybody first and then who moved, `visitors` which customers have come to their chat
or left it, and `typing` who writes in one: they have no cursor, for they are never replayed. Who watches when a page is
made, the page says itself, of the conversation that it shows: a shop may have thousands of visitors.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any
from urllib.parse import parse_qs
from uuid import uuid4

import structlog
from django.db import Error as AnyDatabaseError

from saath.core import ratelimit
from saath.core.errors import RateLimited
from saath.core.tokens import bearer_token
from saath.tenancy.keys import cache_key
from saath.tenancy.scope import store_scope
from saath.timeline.live.admission import Knock, Refused, Watcher, admit, touches_rights
from saath.timeline.live.batch import Batch, encode
from saath.timeline.live.hub import Hub, HubIsNotReady
from saath.timeline.live.subscription import Beat, Moved, Reset, Subscription, Visited, Waited, Wrote
from saath.timeline.live.writing import Writing
from saath.timeline.replay import TooMuch

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

RECHECK_SECONDS = 60.0
SEND_SECONDS = 30.0
CONNECTS_PER_MINUTE = 120
MOST_STREAMS_OF_ONE = 20
MOST_DIGITS = 9

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Since:
    """Up to where a browser knows everything; neither for one that wants only what comes."""

    cursor: str = ""
    age_seconds: int | None = None


class LiveStream:
    """Serves the streams of one hub."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._open: dict[str, int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit or refuse a watcher, then stream until either side ends it."""
        headers = _headers(scope)
        try:
            knock = _knock(scope, headers)
            watcher = await self._hub.threads.run(_let_in, knock)
            since = _since(scope, headers)
            subscription = await self._subscribe(watcher, since.cursor)
        except Refused as refusal:
            await _refuse(send, refusal.status)
        except RateLimited as limit:
            await _refuse(send, HTTPStatus.TOO_MANY_REQUESTS, retry_after_seconds=limit.retry_after_seconds)
        except (HubIsNotReady, AnyDatabaseError):
            await _refuse(send, HTTPStatus.SERVICE_UNAVAILABLE, retry_after_seconds=2)
        else:
            stream = Stream(self._hub, subscription, knock, watcher, send)
            gone = asyncio.create_task(_end_when_gone(subscription, receive))
            try:
                await stream.run(since)
            finally:
                gone.cancel()
                self._hub.unsubscribe(subscription)
                self._leave(watcher)
                await asyncio.gather(gone, return_exceptions=True)

    async def _subscribe(self, watcher: Watcher, last: str) -> Subscription:
        self._enter(watcher)
        try:
            return await self._hub.subscribe(watcher.view, last)
        except BaseException:
            self._leave(watcher)
            raise

    def _enter(self, watcher: Watcher) -> None:
        """Count a stream before anything is waited for: those that come at once must not all find room for one."""
        if self._open.get(watcher.name, 0) >= MOST_STREAMS_OF_ONE:
            raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
        self._open[watcher.name] = self._open.get(watcher.name, 0) + 1

    def _leave(self, watcher: Watcher) -> None:
        self._open[watcher.name] -= 1
        if not self._open[watcher.name]:
            del self._open[watcher.name]


class Stream:
    """One open stream: sends what its subscription holds, as long as its watcher has the right."""

    __slots__ = ("_check_at", "_hub", "_knock", "_send", "_subscription", "_watcher")

    def __init__(
        self, hub: Hub, subscription: Subscription, knock: Knock, watcher: Watcher, send: Send
    ) -> None:
        self._hub = hub
        self._subscription = subscription
        self._knock = knock
        self._watcher = watcher
        self._send = send
        self._check_at = monotonic() + RECHECK_SECONDS

    async def run(self, since: Since) -> None:
        """Send what was missed, then everything as it happens."""
        await self._begin()
        if await self._catch_up(since):
            while await self._pass_on():
                pass
        await self._send({"type": "http.response.body", "body": b""})

    async def _begin(self) -> None:
        await self._send(
            {
                "type": "http.response.start",
                "status": HTTPStatus.OK,
                "headers": _STREAM_HEADERS + _request_id(),
            }
        )

    async def _catch_up(self, since: Since) -> bool:
        """Bring the browser to the start of its subscription; False where it has to come back for that."""
        start = self._subscription.start
        try:
            missed = await self._missed(since)
        except TooMuch:
            return await self._write(encode("reset", start) + self._everybody())
        except AnyDatabaseError:
            return False
        frames = [batch.frame(self._subscription.view) for batch in missed]
        return await self._write(b"".join([*frames, self._everybody(), encode("ready", start)]))

    async def _missed(self, since: Since) -> list[Batch]:
        if since.cursor:
            return await self._hub.missed(self._subscription, since.cursor)
        if since.age_seconds is not None:
            return self._hub.recent(self._subscription, since.age_seconds)
        return []

    def _everybody(self) -> bytes:
        """Return where colleagues are, for who may see it: the staff."""
        view = self._subscription.view
        if view.audience != "staff":
            return b""
        colleagues = self._hub.whereabouts.everybody(view.store_id)
        return _presence(colleagues, is_all=True)

    async def _pass_on(self) -> bool:
        item = await self._subscription.next()
        match item:
            case Batch():
                return await self._pass_batch(item)
            case Beat(cursor):
                is_allowed = monotonic() < self._check_at or await self._may_still()
                return is_allowed and await self._write(encode("beat", cursor))
            case Reset(cursor):
                return await self._write(encode("reset", cursor))
            case Moved(seats):
                store_id, here = self._subscription.view.store_id, self._hub.whereabouts
                moved = {seat: here.places(store_id, seat) for seat in seats}
                return await self._write(_presence(moved, is_all=False))
            case Visited(customers):
                store_id, visits = self._subscription.view.store_id, self._hub.visits
                watching = {customer: visits.is_here(store_id, customer) for customer in customers}
                return await self._write(_told("visitors", watching))
            case Wrote(writings):
                return await self._write(b"".join(map(_writing, writings)))
            case Waited(waits):
                return await self._write(b"".join(_told("queue", each.payload()) for each in waits))
            case None:
                return False

    async def _pass_batch(self, batch: Batch) -> bool:
        if touches_rights(batch.kinds(self._subscription.view)) and not await self._may_still():
            return False
        return await self._write(batch.frame(self._subscription.view))

    async def _may_still(self) -> bool:
        """Check the watcher's rights again, as a page would; a right that cannot be checked is none."""
        self._check_at = monotonic() + RECHECK_SECONDS
        try:
            return await self._hub.threads.run(admit, self._knock) == self._watcher
        except (Refused, AnyDatabaseError):
            return False

    async def _write(self, frame: bytes) -> bool:
        """Send a frame; False where the browser does not take it in time, so that nobody waits for it."""
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send({"type": "http.response.body", "body": frame, "more_body": True})
        except TimeoutError:
            return False
        return True


_STREAM_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


def _let_in(knock: Knock) -> Watcher:
    """Admit a watcher and count the try. Raises `Refused` and `RateLimited`."""
    watcher = admit(knock)
    with store_scope(watcher.view.store_id):
        # In this process alone: when one has died, thousands come back at once, and must not each write a row.
        ratelimit.hit(cache_key("live", watcher.name), CONNECTS_PER_MINUTE, 60, is_of_process=True)
    return watcher


def _presence(who: dict[str, Any], *, is_all: bool) -> bytes:
    return _told("presence", {"all": is_all, "who": who})


def _writing(writing: Writing) -> bytes:
    return _told("typing", writing.payload())


def _told(name: str, said: Mapping[str, Any]) -> bytes:
    return f"event: {name}\ndata: {json.dumps(said, separators=(',', ':'))}\n\n".encode()


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return dict(scope["headers"])


def _knock(scope: Scope, headers: dict[bytes, bytes]) -> Knock:
    """Read who knocks; raises `Refused` for another method or a page of another site."""
    if scope["method"] != "GET":
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    if headers.get(b"sec-fetch-site", b"same-origin") not in (b"same-origin", b"none"):
        raise Refused(HTTPStatus.FORBIDDEN)
    try:
        cookies = SimpleCookie(headers.get(b"cookie", b"").decode("latin-1"))
    except CookieError as error:
        raise Refused(HTTPStatus.BAD_REQUEST) from error
    host = headers.get(b"host", b"").decode("latin-1").lower()
    token = bearer_token(headers.get(b"authorization", b"").decode("latin-1"))
    return Knock(host, {name: morsel.value for name, morsel in cookies.items()}, token)


def _since(scope: Scope, headers: dict[bytes, bytes]) -> Since:
    """Return up to where the browser knows everything: a cursor, or how old its page is."""
    query = parse_qs(scope["query_string"].decode("latin-1"))
    cursor = headers.get(b"last-event-id", b"").decode("latin-1") or query.get("since", [""])[0]
    age = query.get("age", [""])[0]
    return Since(cursor, int(age) if age.isdecimal() and len(age) < MOST_DIGITS else None)


async def _end_when_gone(subscription: Subscription, receive: Receive) -> None:
    """End a subscription when its browser goes away."""
    while (await receive())["type"] != "http.disconnect":
        pass
    subscription.end()


async def _refuse(send: Send, status: HTTPStatus, *, retry_after_seconds: int = 0) -> None:
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"no-store"), *_request_id()]
    if retry_after_seconds:
        headers.append((b"retry-after", str(retry_after_seconds).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": status.phrase.encode()})


def _request_id() -> list[tuple[bytes, bytes]]:
    return [(b"x-request-id", uuid4().hex.encode())]
