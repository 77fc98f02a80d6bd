"""One call to a service that sends mail over HTTP: what came of it, as the outbox wants to know it.

What certainly did not arrive is tried later or refused; what may have is unknown. Services differ in their requests and in
where their answers hold what, not in this.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import httpx

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.core.http import AnswerRefused, client
from saath.core.outside import AddressRefused, plain_reason

MAX_ANSWER_BYTES = 100_000
TOTAL_SECONDS = 120.0
BUSY_SECONDS = 300
LONGEST_WAIT_SECONDS = 3600
LOST = frozenset({502, 504})
NOT_US = frozenset({401, 403, 404})

_BUSY = frozenset({429, 500, 503})


@dataclass(frozen=True, slots=True)
class Service:
    """Where a service is, whom it knows us as, and the key that opens it."""

    base_url: str
    user: str
    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service said; `status` is 0 where nothing came after the mail was handed over."""

    status: int
    said: dict[str, object] = field(default_factory=dict)
    wait_seconds: int = BUSY_SECONDS
    trouble: str = ""

    @property
    def words(self) -> str:
        """Return status and message, for who reads why."""
        return f"{self.status} {self.said.get('message', '')}"[:300] if self.status else self.trouble

    @property
    def is_lost(self) -> bool:
        """Whether nobody knows what became of the mail."""
        return not self.status or self.status in LOST


def call(service: Service, post: Callable[[httpx.Client], httpx.Response]) -> Answer:
    """Make a call. Raises NeedsReauth, and RetryLater where the service was not reached."""
    try:
        with client(max_bytes=MAX_ANSWER_BYTES, total_seconds=TOTAL_SECONDS) as http:
            answer = post(http)
    except AddressRefused as error:
        raise NeedsReauth(str(error)) from error
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise RetryLater(f"{service.base_url}: {plain_reason(error)}", seconds=BUSY_SECONDS) from error
    except (AnswerRefused, httpx.HTTPError) as error:
        return Answer(0, trouble=f"no answer after the mail: {type(error).__name__}")
    return Answer(answer.status_code, _said(answer), _wait_seconds(answer))


def outcome(answer: Answer, *, id_at: str, not_us: Collection[int] = NOT_US) -> SendResult:
    """Return SENT with the name that the service gave the mail, or UNKNOWN. Raises Rejected, RetryLater, NeedsReauth.

    `not_us` are the answers that are about our account there and not about the mail.
    """
    if httpx.codes.is_success(answer.status):
        name = str(answer.said.get(id_at, "")).strip("<>")
        return SendResult(SendOutcome.SENT, provider_id=name, message_id=name, detail=answer.words)
    if answer.is_lost:
        return SendResult(SendOutcome.UNKNOWN, detail=answer.words)
    if answer.status in not_us:
        raise NeedsReauth(answer.words)
    if answer.status in _BUSY:
        raise RetryLater(answer.words, seconds=answer.wait_seconds)
    raise Rejected(answer.words)


def _said(answer: httpx.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {"message": " ".join(answer.text.split())[:200]}
    return said if isinstance(said, dict) else {}


def _wait_seconds(answer: httpx.Response) -> int:
    """Return how long the service asks to wait, where it says so in seconds (RFC 9110, 10.2.3, or Brevo's own header)."""
    asked = answer.headers.get("Retry-After") or answer.headers.get("x-sib-ratelimit-reset") or ""
    is_number = asked.isascii() and asked.isdigit()
    return min(int(asked), LONGEST_WAIT_SECONDS) if is_number else BUSY_SECONDS
