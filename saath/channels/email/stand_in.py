"""What stands for a mail that could not be taken in whole: its head, and a sentence where the rest would be."""

from __future__ import annotations

from django.utils.functional import Promise


def stand_in(head: bytes, sentence: str | Promise) -> bytes:
    """Return a plain mail with these headers, but for those that describe the missing body, and the sentence as its text."""
    lines: list[bytes] = []
    is_kept = False
    for line in head.replace(b"\r\n", b"\n").rstrip().split(b"\n"):
        if not line.startswith((b" ", b"\t")):
            is_kept = b":" in line and not line.lower().startswith((b"content-", b"mime-version"))
        if is_kept:
            lines.append(line)
    lines += [
        b"MIME-Version: 1.0",
        b"Content-Type: text/plain; charset=utf-8",
        b"",
        str(sentence).encode(),
        b"",
    ]
    return b"\r\n".join(lines)
