"""The hash by which one mail is recognised over whatever way and how often it came."""

from __future__ import annotations

import hashlib
from email.message import Message

from saath.channels.email.headers import all_of

# What the writer's program set. Everything else may differ from one delivery of the mail to the next.
_WRITTEN = (
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
)


def fingerprint(mail: Message, raw: bytes) -> str:
    """Return the SHA-256 of the written headers, unfolded, and of the body with line ends made equal."""
    digest = hashlib.sha256()
    for name in _WRITTEN:
        for value in all_of(mail, name):
            digest.update(f"{name}:{' '.join(value.split())}\n".encode("utf-8", "surrogatepass"))
    digest.update(b"\n" + _body(raw.replace(b"\r\n", b"\n")).rstrip())
    return digest.hexdigest()


def _body(raw: bytes) -> bytes:
    return raw.partition(b"\n\n")[2]
