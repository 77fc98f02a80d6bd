"""What the head of a stored mail tells before the mail is read: who wrote to whom, and when it arrived."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from typing import IO

from saath.channels.email import headers
from saath.channels.email.read_policy import READ

LONGEST_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class MailHead:
    """Canonical keys of sender and recipients, the times that the mail states, and its octets."""

    sender: str
    recipients: frozenset[str]
    arrived_at: datetime | None
    octets: bytes

    def is_from(self, own: Container[str]) -> bool:
        """Tell whether one of these addresses wrote it, to somebody who is none of them."""
        return self.sender in own and any(key not in own for key in self.recipients)


def read_head(octets: IO[bytes]) -> MailHead:
    """Return the head of a mail, and leave the file at its beginning. Never raises for what it holds."""
    beginning = octets.read(LONGEST_HEAD)
    octets.seek(0)
    head = _head_of(beginning)
    try:
        mail = BytesParser(policy=READ).parsebytes(head, headersonly=True)
        return MailHead(_sender(mail), _recipients(mail), _arrival(mail), head)
    except Exception:  # a stranger's octets must not stop the mails behind them
        return MailHead("", frozenset(), None, head)


def _head_of(octets: bytes) -> bytes:
    ends = [end for end in (octets.find(b"\n\n"), octets.find(b"\n\r\n")) if end >= 0]
    return octets[: min(ends) + 1] if ends else octets


def _sender(mail: Message) -> str:
    people = headers.participants(headers.all_of(mail, "From"))
    return people[0].identity_key if people else ""


def _recipients(mail: Message) -> frozenset[str]:
    values = [value for name in ("To", "Cc", "Bcc") for value in headers.all_of(mail, name)]
    return frozenset(person.identity_key for person in headers.participants(values))


def _arrival(mail: Message) -> datetime | None:
    """Return when the last server took the mail in (RFC 5321, 4.4), or when its writer sent it."""
    stamps = [value.rpartition(";")[2].strip() for value in headers.all_of(mail, "Received")[:1]]
    stamps += headers.all_of(mail, "Date")[:1]
    return next(filter(None, map(headers.moment, stamps)), None)
