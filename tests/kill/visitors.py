"""Visitors of the shop's page who write in its chat and watch its stream, as the frame does, whatever dies meanwhile."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

from tests.kill.clerk import process_behind

PAUSE_SECONDS = 0.2
# Longer than two beats of a stream are apart.
LINE_SECONDS = 45.0


@dataclass
class Visitor:
    """One visitor with an address of their own: a thread that writes, and one that watches."""

    number: int
    host: str
    stop: threading.Event
    permits: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    tries: int = 0
    lines: int = 0
    process: int = 0
    resets: int = 0
    heard: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    _cursor: str = ""
    _http: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        transport = httpx.HTTPTransport(local_address=f"127.2.0.{self.number + 1}")
        self._http = httpx.Client(base_url=self.host, timeout=20, transport=transport)

    def begin(self) -> None:
        """Become known."""
        self._http.headers["Authorization"] = (
            f"Bearer {self._until_taken('visitors', json={'language': 'en'})['token']}"
        )

    def write(self, texts: list[str]) -> None:
        """Post messages in their order, each under one key until it is taken."""
        for text in texts:
            self.permits.acquire()
            self._until_taken("messages", data={"key": uuid4().hex, "text": text, "language": "en"})

    def watch(self) -> None:
        """Note of which messages the stream tells; a line that breaks is taken up where it broke."""
        while not self.stop.is_set():
            with suppress(httpx.HTTPError), self._line() as line:
                if line.status_code == 200:
                    self.lines += 1
                    self.process = process_behind(line)
                    self._hear(line.iter_lines())
            self.stop.wait(PAUSE_SECONDS)

    def conversation_id(self) -> str:
        """Return the public id of what goes on."""
        return str(self._page("")["conversation"]["id"])

    def said(self) -> list[tuple[str, str, str]]:
        """Return who said what in which message, from the first, over all pages."""
        messages: list[dict[str, Any]] = []
        older: str | None = ""
        while older is not None:
            page = self._page(older)
            messages += page["messages"]
            older = page["older"]
        return [(each["by"], each["text"], each["id"]) for each in reversed(messages)]

    def close(self) -> None:
        """Hang up."""
        self._http.close()

    def _page(self, before: str) -> dict[str, Any]:
        answer = self._http.get("/chat/v1/conversation", params={"before": before} if before else None)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def _line(self) -> Any:
        asked = {"Last-Event-ID": self._cursor} if self._cursor else {}
        return self._http.stream("GET", "/live", headers=asked, timeout=LINE_SECONDS)

    def _hear(self, lines: Iterator[str]) -> None:
        """Take whole messages alone: of one that is cut off nothing counts, as in a browser."""
        said: dict[str, str] = {}
        for line in lines:
            if line:
                name, _colon, value = line.partition(": ")
                said[name] = value
                continue
            self._cursor = said.get("id", self._cursor)
            self.resets += said.get("event") == "reset"
            if said.get("event") == "events":
                told = json.loads(said["data"])
                self.kinds += [each["kind"] for each in told]
                self.heard += [each["refs"]["message"] for each in told if each["kind"] == "chat.said"]
            said = {}

    def _until_taken(self, path: str, **given: Any) -> dict[str, Any]:
        for answer in self._tried(path, **given):
            if answer.status_code in (200, 201):
                taken: dict[str, Any] = answer.json()
                return taken
            assert answer.status_code >= 500, f"{path}: {answer.status_code} {answer.text}"
        raise AssertionError(f"{path} was not taken before the test ended")

    def _tried(self, path: str, **given: Any) -> Iterator[httpx.Response]:
        while not self.stop.is_set():
            self.tries += 1
            with suppress(httpx.HTTPError):
                yield self._http.post(f"/chat/v1/{path}", **given)
            self.stop.wait(PAUSE_SECONDS)
