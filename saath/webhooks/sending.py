"""Handing one delivery to a server, once, and what it said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING

from saath.core.outside import AddressRefused, NameUnknown
from saath.webhooks.models import Attempt
from saath.webhooks.rules import is_taken
from saath.webhooks.signing import HIDDEN, headers

if TYPE_CHECKING:
    import httpx

FIXED_HEADERS = {"Content-Type": "application/json", "User-Agent": "Saath-Webhooks/1"}
TOTAL_SECONDS = 15.0
# So much of an answer is kept; nobody reads the rest.
MOST_ANSWER_OCTETS = 8 * 1024
_SIGNATURE = re.compile(r"v1,[A-Za-z0-9+/]{43}=|whsec_[A-Za-z0-9+/=]+")

Failure = Attempt.Failure


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a try; `asked_wait` is what the server asked for (Retry-After)."""

    failure: str = ""
    status: int | None = None
    answer_type: str = ""
    answer: str = ""
    took_ms: int = 0
    asked_wait: timedelta | None = None


def hand_over(url: str, *, message_id: str, body: str, secrets: Sequence[str], at: datetime) -> Outcome:
    """Post a delivery; nothing is followed, no private address is called, and it ends within 15 seconds."""
    began = monotonic()
    signed = headers(secrets, message_id=message_id, timestamp=int(at.timestamp()), body=body)
    outcome = _post(url, {**FIXED_HEADERS, **signed}, body, at)
    return replace(outcome, took_ms=int((monotonic() - began) * 1000))


def _post(url: str, head: dict[str, str], body: str, at: datetime) -> Outcome:
    import httpx  # here and below, as no page needs it

    from saath.core.http import AnswerRefused, client

    try:
        with client(total_seconds=TOTAL_SECONDS, takes_packed=True) as line:
            line.follow_redirects = False
            with line.stream("POST", url, content=body.encode(), headers=head) as answer:
                return _said(answer, at)
    except AddressRefused:
        return Outcome(Failure.REFUSED)
    except (AnswerRefused, httpx.TimeoutException):
        return Outcome(Failure.SLOW)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        return Outcome(Failure.UNKNOWN_NAME if _is_name_unknown(error) else Failure.UNREACHABLE)


def _said(answer: httpx.Response, at: datetime) -> Outcome:
    failure = "" if is_taken(answer.status_code) else Failure.STATUS
    if answer.is_redirect or 300 <= answer.status_code < 400:
        failure = Failure.REDIRECT
    return Outcome(
        failure,
        answer.status_code,
        answer.headers.get("content-type", "")[:100],
        _beginning(answer),
        asked_wait=_asked_wait(answer.headers.get("retry-after", ""), at) if failure else None,
    )


def _beginning(answer: httpx.Response) -> str:
    """Return the beginning of the body as text, without signatures; nothing of one that is packed.

    That a server says 200 and then breaks off changes nothing: it has taken the delivery.
    """
    import httpx

    from saath.core.http import AnswerRefused

    if answer.headers.get("content-encoding", "identity").lower() != "identity":
        return ""
    read = bytearray()
    try:
        for chunk in answer.iter_raw():
            read += chunk
            if len(read) >= MOST_ANSWER_OCTETS:
                break
    except (httpx.HTTPError, AnswerRefused):
        pass
    text = bytes(read[:MOST_ANSWER_OCTETS]).decode(errors="replace").replace("\0", "\ufffd")
    return _SIGNATURE.sub(HIDDEN, text)


def _asked_wait(said: str, at: datetime) -> timedelta | None:
    """Return what `Retry-After` says: seconds or a date (RFC 9110 10.2.3); None for anything else."""
    if re.fullmatch(r"\d{1,6}", said):
        return timedelta(seconds=int(said))
    try:
        return max(parsedate_to_datetime(said) - at, timedelta())
    except (ValueError, TypeError, OverflowError):
        return None


def _is_name_unknown(error: Exception) -> bool:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NameUnknown):
            return True
        cause = cause.__cause__
    return False
