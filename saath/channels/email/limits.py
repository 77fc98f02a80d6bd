"""How much of a mail is taken apart: the stdlib's parser takes time by lines, headers and parts, not by octets.

A mail of 50 MB has 700,000 lines of base64. What has more lines or parts than any writer's mail is not taken apart:
it is shown from its beginning, and kept.
"""

from __future__ import annotations

import re

MAX_LINES = 1_000_000
MAX_BOUNDARIES = 50_000
MAX_GROUPS = 20_000
MAX_HEADER_OCTETS = 500_000

_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")


class TooManyPieces(Exception):
    """More lines or parts than are read."""


def readable(raw: bytes) -> bytes:
    """Return the mail as the parser shall see it. Raises TooManyPieces.

    Where it knows only the carriage return, that is its line end; headers beyond half a megabyte are left out.
    """
    if b"\r" in raw and b"\n" not in raw:
        raw = raw.replace(b"\r", b"\n")
    if raw.count(b"\n") > MAX_LINES or raw.count(b"\n--") > MAX_BOUNDARIES or _has_endless_report(raw):
        raise TooManyPieces
    if len(raw) <= MAX_HEADER_OCTETS or _END_OF_HEADERS.search(raw, 0, MAX_HEADER_OCTETS):
        return raw
    end = _END_OF_HEADERS.search(raw)
    head = raw[:MAX_HEADER_OCTETS].rpartition(b"\n")[0] or raw[:MAX_HEADER_OCTETS]
    return head + (raw[end.start() :] if end else b"\n\n")


def _has_endless_report(raw: bytes) -> bool:
    """Whether it has more groups of fields than a report on a mailing; the parser makes a mail of each."""
    groups = raw.count(b"\n\n") + raw.count(b"\n\r\n")
    return groups > MAX_GROUPS and b"delivery-status" in raw.lower()
