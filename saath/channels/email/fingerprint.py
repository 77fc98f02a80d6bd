"""The hash by which one mail is recognised over whatever way and how often it came.

A mail that its writer's program gave neither a Message-ID nor a Date says nothing by which it differs from the next one
with the same words; there the way that it took counts too: a server that tries again sends the same trace, a second mail
has another (RFC 5321, 4.4).
"""

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
_NAMES = ("Message-ID", "Date")
_TRACE = ("Received",)


def fingerprint(mail: Message, raw: bytes) -> str:
    """Return the SHA-256 of the written headers, unfolded, and of the body with line ends made equal."""
    digest = hashlib.sha256()
    is_named = any(all_of(mail, name) for name in _NAMES)
    for name in _WRITTEN if is_named else (*_WRITTEN, *_TRACE):
        for value in all_of(mail, name):
            digest.update(f"{name}:{' '.join(value.split())}\n".encode("utf-8", "surrogatepass"))
    digest.update(b"\n" + _body(raw.replace(b"\r\n", b"\n")).rstrip())
    return digest.hexdigest()


def _body(raw: bytes) -> bytes:
    return raw.partition(b"\n\n")[2]
