"""One call to a platform: what it answered, or why there is no answer.

Who changes something there must know whether it may have been done: `Unreachable` says that it was not, `NoAnswer` that nobody
knows. Redirects are not followed: what opens the platform goes to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any
from urllib.parse import urlsplit

import httpx

from saath.core.http import AnswerRefused, client
from saath.core.outside import AddressRefused, is_listed, plain_reason
from saath.orders.connectors.base import (
    Busy,
    NeedsReauth,
    NoAnswer,
    NotThere,
    Refusal,
    Unreachable,
    Unreadable,
)
from saath.orders.connectors.reading import fields, first, items, read_json, text

TOTAL_SECONDS = 60.0
MAX_ANSWER_BYTES = 30 * 1024 * 1024
BUSY_SECONDS = 60.0
LONGEST_WAIT_SECONDS = 3600.0
MOST_WORDS = 300

_NOT_US = frozenset({401, 402, 403})
_GONE = frozenset({404, 410})
_BUSY = frozenset({423, 429, 430, 503})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a platform said, and in which headers; names of these in small letters."""

    said: Any
    headers: Mapping[str, str]


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    params: Mapping[str, str | int] | None = None,
    json: Any = None,
    form: Mapping[str, str] | None = None,
    auth: tuple[str, str] | None = None,
) -> Answer:
    """Ask a platform. Raises PlatformError: of which kind says what is known of the request."""
    try:
        with client(max_bytes=MAX_ANSWER_BYTES, total_seconds=TOTAL_SECONDS) as http:
            response = http.request(
                method,
                url,
                headers=dict(headers or {}),
                params=params,
                json=json,
                data=form,
                auth=auth,
                follow_redirects=False,
            )
    except UnicodeEncodeError as error:
        raise NeedsReauth("the key has letters that no key has") from error
    except (AddressRefused, httpx.InvalidURL) as error:
        raise Unreachable(str(error)) from error
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol) as error:
        raise Unreachable(plain_reason(error)) from error
    except (AnswerRefused, httpx.HTTPError) as error:
        raise NoAnswer(plain_reason(error)) from error
    return _answer(response)


def origin_of(account: str, *, usual: str) -> str:
    """Return where an account's platform is: at its `usual` origin, or where a listed private host says, as it is written.

    A stand-in of a platform is such a host: it has no certificate.
    """
    host = urlsplit(f"//{account}").hostname or ""
    return f"http://{account}" if host and is_listed(host) else usual


def _answer(response: httpx.Response) -> Answer:
    status, words = response.status_code, _words(response)
    if response.is_success:
        return Answer(_said(response), {name.lower(): value for name, value in response.headers.items()})
    if status in _NOT_US:
        raise NeedsReauth(words)
    if status in _BUSY:
        raise Busy(words, seconds=wait_seconds(response.headers))
    if status in _GONE:
        raise NotThere(words)
    if response.is_server_error:
        raise NoAnswer(words)
    if response.has_redirect_location:
        words = f"{status}: it is at {response.headers['Location'][:200]}"
    raise Refusal(words)


def wait_seconds(headers: Mapping[str, str]) -> float:
    """Return how long a platform asks to wait (RFC 9110, 10.2.3), a minute where it does not say it in seconds."""
    asked = headers.get("Retry-After", "")
    try:
        seconds = float(asked)
    except ValueError:
        return BUSY_SECONDS
    return min(max(seconds, 1.0), LONGEST_WAIT_SECONDS) if isfinite(seconds) else BUSY_SECONDS


def _said(response: httpx.Response) -> Any:
    try:
        return read_json(response.content) if response.content else None
    except Unreadable as error:
        raise NoAnswer(f"{response.status_code}, and the answer is no JSON") from error


def _words(response: httpx.Response) -> str:
    """Return status and message, wherever the platform puts it."""
    try:
        said = fields(read_json(response.content))
    except Unreadable:
        return f"{response.status_code} {' '.join(response.text.split())}"[:MOST_WORDS]
    meta, errors = fields(said.get("meta")), said.get("errors")
    listed = "; ".join(text(each.get("message")) for each in items(errors))
    message = first(said.get("message"), meta.get("message"), errors, listed, said.get("error"))
    return f"{response.status_code} {message}"[:MOST_WORDS].strip()
