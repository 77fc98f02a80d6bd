"""The headers of a mail for people who look into one: as text, decoded, cut where somebody made them endless."""

from __future__ import annotations

import email
from collections.abc import Iterator

from saath.channels.email import headers
from saath.channels.email.charsets import mend_surrogates
from saath.channels.email.read_policy import READ

HEAD_OCTETS = 65_536
"""Octets at the beginning of a mail in which its headers are looked for."""
MOST_HEADERS = 200
LONGEST = 2_000


def shown_headers(head: bytes) -> Iterator[tuple[str, str]]:
    """Yield name and value of each header in the order in which they stand. Raises nothing, whatever the octets are."""
    text = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    mail = email.message_from_bytes(text + b"\n\n", policy=READ)
    for name, value in list(mail.raw_items())[:MOST_HEADERS]:
        yield headers.plain(name)[:80], headers.plain(mend_surrogates(str(value)[:LONGEST]))
