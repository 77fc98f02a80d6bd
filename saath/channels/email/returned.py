"""The message that a report gives back: its id and for whom it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

from saath.channels.email import headers
from saath.channels.email.parts import children, octets
from saath.channels.email.read_policy import READ

MAX_REPORT_PARTS = 60

_ENCLOSED = frozenset(
    {
        "message/rfc822",
        "message/global",
        "text/rfc822-headers",
        "message/rfc822-headers",
        "message/partial",
        "text/rfc822",
        "message/global-headers",
    }
)
_ID_LINE = re.compile(
    r"^[ \t>|]{0,20}Message-I[Dd][ \t]*:[ \t]*\n?[ \t>]*<([^<>\s]{1,900})>", re.MULTILINE | re.I
)
_MAX_CHARACTERS = 200_000


def returned_id(mail: Message, text: str = "") -> str:
    """Return the Message-ID of the mail that came back, '' where none is told; `text` is the report's own words."""
    for original in _originals(mail):
        ids = headers.message_ids(headers.all_of(original, "Message-ID"))
        if ids:
            return ids[0]
    found = _ID_LINE.search(text[:_MAX_CHARACTERS])
    if found:
        return found[1]
    chain = headers.message_ids(headers.all_of(mail, "In-Reply-To") + headers.all_of(mail, "References"))
    return chain[-1] if chain else ""


def encloses_mail(mail: Message) -> bool:
    """Whether the mail gives another one back."""
    return next(_originals(mail), None) is not None


def returned_recipients(mail: Message) -> tuple[str, ...]:
    """Return the addresses to which the mail that came back was written."""
    for original in _originals(mail):
        people = headers.participants(headers.all_of(original, "To"))
        if people:
            return tuple(person.address for person in people)
    return ()


def _originals(mail: Message) -> Iterator[Message]:
    for part, _ in zip(_walk(mail), range(MAX_REPORT_PARTS), strict=False):
        if part is mail or part.get_content_type() not in _ENCLOSED:
            continue
        if part.is_multipart():
            yield from children(part)
            return
        data = octets(part)
        if data is not None:
            head = data[:_MAX_CHARACTERS].lstrip(b"\r\n")
            yield BytesHeaderParser(policy=READ).parsebytes(head, headersonly=True)
            return


def _walk(mail: Message) -> Iterator[Message]:
    """Walk multiparts only: what is enclosed in a returned mail is not the returned mail."""
    waiting = [mail]
    while waiting:
        part = waiting.pop(0)
        yield part
        if part.get_content_maintype() == "multipart":
            waiting[:0] = children(part)
