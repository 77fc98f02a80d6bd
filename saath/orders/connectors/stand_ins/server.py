"""A server that stands in for a platform: what it was asked, what it answers, and how it fails when it is told to."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import httpx


@dataclass(frozen=True, slots=True)
class Asked:
    """A request; names of headers in small letters."""

    method: str
    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes

    @property
    def said(self) -> Any:
        """The body as JSON, nothing where there is none."""
        return json.loads(self.body) if self.body else None


@dataclass(frozen=True, slots=True)
class Told:
    """An answer."""

    said: Any = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Failure(Exception):
    """What a stand-in answers instead of doing it."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.status)
        self.told = told


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with a request: an answer in place of the real one, or, after it was done, no answer at all."""

    told: Told | None = None
    is_silent: bool = False


class StandIn:
    """A platform on a free port of this machine, from `with` on. What is asked of it is answered one at a time."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self._faults: deque[Fault] = deque()
        self._lock = Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def host(self) -> str:
        """Name and port, as an account names it."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://{self.host}"

    def __enter__(self) -> Self:
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_problem: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def fail(self, status: int, said: Any = None, *, times: int = 1, **headers: str) -> None:
        """Answer the next requests so, without doing anything; `_` in names of headers stands for "-"."""
        written = {name.replace("_", "-"): value for name, value in headers.items()}
        self._faults.extend([Fault(Told(said, status, written))] * times)

    def fall_silent(self, *, times: int = 1) -> None:
        """Do what the next requests ask, and hang up without an answer."""
        self._faults.extend([Fault(is_silent=True)] * times)

    def pass_over(self, *, times: int = 1) -> None:
        """Let the next requests go well, before the faults that are ordered after this."""
        self._faults.extend([Fault()] * times)

    def forget_faults(self) -> None:
        """Let all go well from now on."""
        self._faults.clear()

    def answer(self, asked: Asked) -> Told:
        """Do what is asked; raises Failure."""
        raise NotImplementedError

    def take(self, asked: Asked) -> Told | None:
        """Note a request and return its answer; none where the line is to break."""
        with self._lock:
            self.asked.append(asked)
            fault = self._faults.popleft() if self._faults else Fault()
            if fault.told is not None:
                return fault.told
            try:
                told = self.answer(asked)
            except Failure as failure:
                told = failure.told
            return None if fault.is_silent else told


def deliver(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """Send a webhook, and return the status that it was answered with."""
    return httpx.post(url, content=body, headers=dict(headers), timeout=10, trust_env=False).status_code


def as_json(said: Any) -> bytes:
    """Return what is said as bytes, as these platforms write it."""
    return json.dumps(said, ensure_ascii=False).encode()


def part_of(things: Iterable[Any], page: int, size: int) -> list[Any]:
    """Return one page of some things; the first is page 1."""
    return list(things)[(page - 1) * size : page * size]


def _handler(stand_in: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_args: object) -> None:
            pass

        def _take(self) -> None:
            split = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, split.path, dict(parse_qsl(split.query)), headers, body)
            told = stand_in.take(asked)
            if told is None:
                self.close_connection = True
                return
            written = b"" if told.said is None else as_json(told.said)
            self.send_response(told.status)
            for name, value in {"Content-Type": "application/json", **told.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(written)))
            self.end_headers()
            self.wfile.write(written)

        do_GET = do_POST = do_PUT = do_DELETE = _take

    return Handler
