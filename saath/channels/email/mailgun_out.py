"""Hands a mail to Mailgun's HTTP API as it is, so that its Message-ID and signature stay ours.

https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages, "Send an email in MIME format".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

import httpx

from saath.channels.base import NeedsReauth, Rejected, RetryLater, SendOutcome, SendResult
from saath.core.http import AnswerRefused, client
from saath.core.mail_addresses import wire_form
from saath.core.outside import AddressRefused, plain_reason

MAILGUN_HOST = "api.mailgun.net"
MAX_ANSWER_BYTES = 100_000
TOTAL_SECONDS = 120.0
BUSY_SECONDS = 300

_NOT_US = frozenset({401, 403, 404})
_BUSY = frozenset({429, 500, 503})
_LOST = frozenset({502, 504})


@dataclass(frozen=True, slots=True)
class Mailgun:
    """The service, the domain that was set up there, and the key that opens it."""

    base_url: str
    domain: str
    key: str = field(repr=False)


def send_by_mailgun(service: Mailgun, *, recipients: Sequence[str], octets: bytes) -> SendResult:
    """Send one mail. Returns SENT, or UNKNOWN where the answer did not come. Raises Rejected, RetryLater, NeedsReauth."""
    url = f"{service.base_url}/v3/{quote(service.domain, safe='')}/messages.mime"
    to = [wire_form(address) for address in recipients]
    try:
        with client(max_bytes=MAX_ANSWER_BYTES, total_seconds=TOTAL_SECONDS) as http:
            answer = http.post(
                url,
                auth=("api", service.key),
                data={"to": to},
                files={"message": ("message.mime", octets, "message/rfc822")},
            )
    except AddressRefused as error:
        raise NeedsReauth(str(error)) from error
    except (httpx.ConnectError, httpx.ConnectTimeout) as error:
        raise RetryLater(f"{service.base_url}: {plain_reason(error)}", seconds=BUSY_SECONDS) from error
    except (AnswerRefused, httpx.HTTPError) as error:
        return SendResult(SendOutcome.UNKNOWN, detail=f"no answer after the mail: {type(error).__name__}")
    return _outcome(answer)


def _outcome(answer: httpx.Response) -> SendResult:
    said = _said(answer)
    status, words = answer.status_code, f"{answer.status_code} {said.get('message', '')}"[:300]
    if status == httpx.codes.OK:
        return SendResult(SendOutcome.SENT, provider_id=str(said.get("id", "")).strip("<>"), detail=words)
    if status in _LOST:
        return SendResult(SendOutcome.UNKNOWN, detail=words)
    if status in _NOT_US:
        raise NeedsReauth(words)
    if status in _BUSY:
        raise RetryLater(words, seconds=_wait_seconds(answer))
    raise Rejected(words)


def _said(answer: httpx.Response) -> dict[str, object]:
    try:
        said = answer.json()
    except ValueError:
        return {"message": " ".join(answer.text.split())[:200]}
    return said if isinstance(said, dict) else {}


def _wait_seconds(answer: httpx.Response) -> int:
    """Return how long the service asks to wait (RFC 9110, 10.2.3), where it says so in seconds."""
    asked = answer.headers.get("Retry-After", "")
    return min(int(asked), 3600) if asked.isascii() and asked.isdigit() else BUSY_SECONDS
