"""Line ends of old machines: a mail that knows only the carriage return is one endless line to a parser."""

from __future__ import annotations


def with_line_feeds(raw: bytes) -> bytes:
    """Return the mail with CR turned into LF where it holds no LF at all; every other mail as it is."""
    return raw.replace(b"\r", b"\n") if b"\r" in raw and b"\n" not in raw else raw
