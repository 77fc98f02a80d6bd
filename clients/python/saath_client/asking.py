"""One request after another: with the token, once for each key, and again where that does no harm."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from tempfile import TemporaryFile
from typing import IO, Any, Final, Generic, TypeVar, cast
from urllib.parse import quote
from uuid import uuid4

import httpx

from saath_client.problems import Problem, problem_of

Item = TypeVar("Item")
BASE: Final = "/api/v1"
OCTETS, NDJSON = "application/octet-stream", "application/x-ndjson"
TRIES: Final = 5
AGAIN: Final = frozenset({429, 502, 503, 504})
LONGEST_PAUSE: Final = 60.0


class Unset:
    """What was not given, and is not sent."""


UNSET: Final = Unset()


class Found(dict[str, Any]):
    """A thing as it was answered, with the tag of its state; see `etag_of`."""

    etag: str = ""


def etag_of(thing: Mapping[str, Any]) -> str:
    """Return the tag that `if_match` takes: the write is refused where the thing has changed since.

    Raises `ValueError` for what was not answered by itself, such as one of a list.
    """
    etag = getattr(thing, "etag", "")
    if not etag:
        raise ValueError("only a thing that was asked for by itself has a tag")
    return str(etag)


class Pages(Generic[Item]):
    """A list of any length, asked for page by page as it is gone through."""

    def __init__(self, ask: Callable[[str], Mapping[str, Any]]) -> None:
        self._ask = ask

    def __iter__(self) -> Iterator[Item]:
        cursor: str | None = ""
        while cursor is not None:
            page = self._ask(cursor)
            yield from page["items"]
            cursor = page["next_cursor"]


class Asking:
    """The line to one shop."""

    def __init__(
        self,
        url: str,
        token: str,
        *,
        language: str = "en",
        timeout_seconds: float = 30.0,
        transport: httpx.BaseTransport | None = None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._http = httpx.Client(base_url=url, headers=headers, timeout=timeout_seconds, transport=transport)
        self._pause = pause

    def close(self) -> None:
        """End the line."""
        self._http.close()

    def ask(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        body: Any = None,
        content: bytes | IO[bytes] | None = None,
        content_type: str = OCTETS,
        idempotency_key: str = "",
        if_match: str = "",
    ) -> Any:
        """Ask for something and return what is answered, None for nothing; raises `Problem`, `httpx.TransportError`.

        A write has a key, made here unless it is given, so that asking again does it once. `content` is sent as it is; an
        open file is read piece by piece, from its beginning.
        """
        headers = {} if method == "GET" else {"Idempotency-Key": idempotency_key or uuid4().hex}
        if if_match:
            headers["If-Match"] = if_match
        if content is not None:
            headers["Content-Type"] = content_type

        def request() -> httpx.Request:
            return self._http.build_request(
                method,
                f"{BASE}{path}",
                params={name: _text(value) for name, value in _given(query).items()},
                json=None if body is None else _given(body) if isinstance(body, Mapping) else body,
                content=_from_its_beginning(content),
                headers=headers,
            )

        return _read(self._send(request))

    def send_lines(
        self,
        path: str,
        things: Iterable[Mapping[str, Any]],
        *,
        query: Mapping[str, Any] | None = None,
        idempotency_key: str = "",
    ) -> Any:
        """Send many things, each on a line, and return what became of them: `shop.send_lines("/orders/bulk", orders)`.

        They are put on disk first and not held in memory. With `query={"partial": True}` those that are right are kept.
        """
        with TemporaryFile() as body:
            for each in things:
                body.write(json.dumps(each, ensure_ascii=False).encode() + b"\n")
            return self.ask(
                "POST", path, query=query, content=body, content_type=NDJSON, idempotency_key=idempotency_key
            )

    def pages(
        self, path: str, query: Mapping[str, Any], parameters: Mapping[str, str] | None = None
    ) -> Pages[Any]:
        """Return a list; `parameters` are those that only this shop knows, such as filters by its own fields."""
        asked = {**query, **(parameters or {})}

        def ask(cursor: str) -> Mapping[str, Any]:
            more = {"cursor": cursor} if cursor else {}
            return cast("Mapping[str, Any]", self.ask("GET", path, query={**asked, **more}))

        return Pages(ask)

    def first_page(self, method: str, path: str, **given: Any) -> Pages[Any]:
        """Return the list that a write answers with."""
        answered = self.ask(method, path, **given)
        return Pages(lambda _cursor: cast("Mapping[str, Any]", answered))

    @staticmethod
    def quoted(part: str) -> str:
        """Return a part of an address."""
        return quote(str(part), safe="")

    def _send(self, request: Callable[[], httpx.Request]) -> httpx.Response:
        for number in range(1, TRIES):
            try:
                response = self._http.send(request())
            except httpx.TransportError:
                self._pause(_pause_after(number))
                continue
            if response.status_code not in AGAIN:
                return response
            self._pause(_pause_after(number, response.headers.get("Retry-After", "")))
        return self._http.send(request())


def _read(response: httpx.Response) -> Any:
    if response.is_error:
        raise problem_of(response)
    if not response.content:
        return None
    answered = response.json()
    if isinstance(answered, dict):
        found = Found(answered)
        found.etag = response.headers.get("ETag", "")
        return found
    return answered


def _from_its_beginning(content: bytes | IO[bytes] | None) -> bytes | IO[bytes] | None:
    if content is not None and not isinstance(content, bytes):
        content.seek(0)
    return content


def _given(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (values or {}).items() if not isinstance(value, Unset)}


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _pause_after(number: int, asked: str = "") -> float:
    """Return the seconds until the next try: what the shop asks for, else twice as long each time."""
    seconds = float(asked) if asked.isdigit() else 0.5 * 2.0**number
    return min(seconds, LONGEST_PAUSE)


__all__ = ["UNSET", "Asking", "Found", "Pages", "Problem", "Unset", "etag_of"]
