"""The conversation API as an app speaks it."""

from __future__ import annotations

import json
import random
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

PATIENCE_SECONDS = 20.0
# The stream gives a sign every twenty seconds: after so long without one the line is dead.
SILENCE_SECONDS = 50.0
LONGEST_PAUSE_SECONDS = 30.0
# Whoever is refused so has to begin anew, or not at all.
FINAL = (400, 401, 403, 404, 409, 413)


class Refused(Exception):
    """The shop does not do it; the words are for whoever uses the app, in their language."""

    def __init__(self, answer: httpx.Response) -> None:
        said = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
        super().__init__(said.get("detail") or f"The shop answered {answer.status_code}.")
        self.status = answer.status_code
        self.retry_after_seconds = float(answer.headers.get("Retry-After", 0))


@dataclass(frozen=True)
class Message:
    """One message; `by` is "you", "shop" or "machine"."""

    id: str
    by: str
    name: str
    text: str
    at: str
    files: tuple[str, ...]

    @classmethod
    def of(cls, said: dict[str, Any]) -> Message:
        """Return what the API says of a message, as far as a terminal shows it; what is new there is left out."""
        files = tuple(f"{each['name']} {each['url']}" for each in said["files"])
        return cls(said["id"], said["by"], said["name"], said["text"], said["at"], files)


@dataclass(frozen=True)
class Page:
    """A page of a conversation, the newest message first; `older` asks for the page before it, "" on the first."""

    messages: tuple[Message, ...]
    older: str
    unread: int


class Chat:
    """A visitor's chat with one shop. Calls raise `Refused`, and `httpx.TransportError` where there is no line."""

    def __init__(self, shop: str, token: str = "", language: str = "en") -> None:
        self.token, self._language = token, language
        self._stream: httpx.Response | None = None
        self._line = httpx.Client(base_url=shop, timeout=PATIENCE_SECONDS, params={"lang": language})

    def begin(self, identity: str) -> None:
        """Become known to the shop, as whom its server vouches for; the token is all that an app has to keep."""
        asked = {"language": self._language, "identity": identity}
        self.token = self._ask("POST", "visitors", json=asked).json()["token"]

    def identify(self, identity: str) -> str:
        """Say again who is signed in, at each start; return their name. The token may be another one then."""
        said = self._ask("POST", "identity", json={"identity": identity}).json()
        self.token = said["token"]
        return str(said["name"])

    def sign_out(self) -> None:
        """End the token, and with it what this device is told: who holds the device next gets nothing by it."""
        self._ask("DELETE", "visitors/me")
        self.token = ""

    def page(self, before: str = "") -> Page:
        """Return the newest page, or the one that `Page.older` asks for."""
        said = self._ask("GET", "conversation", params={"before": before} if before else {}).json()
        return Page(tuple(map(Message.of, said["messages"])), said["older"] or "", said["unread"])

    def write(self, text: str, files: Sequence[Path] = ()) -> Message:
        """Send a message, as often as it takes: by its key the shop knows it again and takes it once."""
        form = {"key": uuid4().hex, "text": text, "language": self._language}
        for pause in pauses():
            try:
                uploads = [("files", (each.name, each.read_bytes())) for each in files]
                return Message.of(self._ask("POST", "messages", data=form, files=uploads).json())
            except httpx.TransportError:
                time.sleep(pause)
            except Refused as refused:
                if refused.status in FINAL:
                    raise
                time.sleep(max(pause, refused.retry_after_seconds))
        raise AssertionError("pauses have no end")

    def read(self, up_to: Message) -> None:
        """Say that a message was seen, and all before it: then nobody is pushed or mailed of it."""
        self._ask("POST", "read", json={"up_to": up_to.id})

    def write_soon(self, is_typing: bool) -> None:
        """Let the shop see that somebody writes; said again every few seconds, and once when it is over."""
        self._ask("POST", "typing", json={"is_typing": is_typing})

    def live(self) -> Iterator[tuple[str, Any]]:
        """Yield what happens as (name, data), over lines that break, each thing once; ("lost", None) while there is none.

        Raises `Refused` where the token opens nothing any more.
        """
        last, waits = "", pauses()
        while True:
            try:
                for name, cursor, data in self._connection(last):
                    last, waits = cursor or last, pauses()
                    yield name, data
            except httpx.TransportError:
                pass
            except Refused as refused:
                if refused.status in FINAL:
                    raise
            yield "lost", None
            time.sleep(next(waits))

    def hang_up(self) -> None:
        """Let the line of `live` go, from another thread, as an app does that is put away."""
        if self._stream is not None:
            self._stream.extensions["network_stream"].get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def push_key(self) -> str:
        """Return the key that a push service is given as `applicationServerKey` (RFC 8292)."""
        return str(self._ask("GET", "pushes").json()["application_server_key"])

    def subscribe(self, subscription: dict[str, Any]) -> str:
        """Be told of answers by push, and return by which name that ends; `subscription` is the push service's own."""
        return str(self._ask("POST", "pushes", json=subscription).json()["id"])

    def unsubscribe(self, push: str) -> None:
        """Be told no more."""
        self._ask("DELETE", f"pushes/{push}")

    def _connection(self, last: str) -> Iterator[tuple[str, str, Any]]:
        """Yield the messages of one connection to the stream (Server-Sent Events) as (name, cursor, data)."""
        headers = self._proof | ({"Last-Event-ID": last} if last else {})
        patience = httpx.Timeout(PATIENCE_SECONDS, read=SILENCE_SECONDS)
        with self._line.stream("GET", "/live", headers=headers, timeout=patience) as answer:
            if answer.is_error:
                answer.read()
                raise Refused(answer)
            self._stream, fields = answer, dict[str, str]()
            for row in answer.iter_lines():
                if row:
                    name, _colon, value = row.partition(": ")
                    fields[name] = value
                elif fields:
                    yield fields["event"], fields.get("id", ""), json.loads(fields["data"])
                    fields = {}

    @property
    def _proof(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def _ask(self, method: str, path: str, **what: Any) -> httpx.Response:
        answer = self._line.request(method, f"/chat/v1/{path}", headers=self._proof, **what)
        if answer.is_error:
            raise Refused(answer)
        return answer


def pauses() -> Iterator[float]:
    """Yield how long to wait before each next try, in seconds: doubling, and never the same for all apps of a shop."""
    longest = 0.5
    while True:
        yield longest * random.uniform(0.5, 1)
        longest = min(2 * longest, LONGEST_PAUSE_SECONDS)
